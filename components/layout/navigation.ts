import { ROUTES } from '@/lib/shared/routes';

export interface NavigationItem {
  readonly label: string;
  readonly href: string;
  /** The item stays lit on pages below this address. */
  readonly section: string;
  readonly children?: readonly NavigationItem[];
}

const item = (label: string, href: string): NavigationItem => ({ label, href, section: href });

export const APP_NAVIGATION = {
  plan: item('Plan', ROUTES.plan),
  goals: item('Goals', ROUTES.goals),
  portfolio: item('Portfolio', ROUTES.portfolio),
  rebalance: item('Rebalance', ROUTES.rebalance),
  lab: {
    label: 'Lab',
    href: ROUTES.labBacktest,
    section: '/lab',
    children: [
      item('Backtest', ROUTES.labBacktest),
      item('Compare', ROUTES.labCompare),
      item('Frontier', ROUTES.labFrontier),
      item('Search', ROUTES.labSearch),
      item('Stress test', ROUTES.labStress),
    ],
  },
  data: item('Data', ROUTES.data),
  activity: item('Activity', ROUTES.activity),
  settings: item('Settings', ROUTES.settings),
} as const satisfies Record<string, NavigationItem>;

export const isInSection = (pathname: string, section: string): boolean =>
  pathname === section || pathname.startsWith(`${section}/`);
