import { AmountsSwitch, GainLossSwitch, ThemeSwitch } from '@/components/layout/preference-switches';
import { MoneyText } from '@/components/ui/figures';

/** How figures look in this browser; each change shows at once. */
export function Appearance() {
  const rows = [
    { label: 'Theme', text: 'Light, dark, or as your system says.', control: <ThemeSwitch /> },
    {
      label: 'Colours of gain and loss',
      text: (
        <>
          Sign and arrow stay either way: <MoneyText amount="120.00" tone="change" />{' '}
          <MoneyText amount="-80.00" tone="change" />
        </>
      ),
      control: <GainLossSwitch />,
    },
    {
      label: 'Hide amounts',
      text: 'Blurs money and quantities for people looking over your shoulder.',
      control: <AmountsSwitch />,
    },
  ];
  return (
    <div className="flex flex-col">
      {rows.map(({ label, text, control }) => (
        <div
          key={label}
          className="flex flex-col justify-between gap-x-6 gap-y-3 border-t border-hairline py-4 sm:flex-row sm:items-center"
        >
          <div className="flex flex-col gap-1">
            <span className="font-strong">{label}</span>
            <span className="text-small text-muted">{text}</span>
          </div>
          {control}
        </div>
      ))}
      <p className="border-t border-hairline pt-4 text-small text-muted">Kept in this browser only.</p>
    </div>
  );
}
