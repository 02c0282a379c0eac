import type { Metadata } from 'next';
import { DemoSignIn } from '@/components/auth/demo-sign-in';

export const metadata: Metadata = { title: 'Live demo', robots: { index: false, follow: false } };

export default function DemoPage() {
  return <DemoSignIn />;
}
