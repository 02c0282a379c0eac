import type { Metadata } from 'next';
import { DISCLOSURE_SECTIONS } from '@/components/public/disclosures-text';
import { Document } from '@/components/public/document';

export const metadata: Metadata = {
  title: 'Disclosures',
  description: 'What is simulated, what the algorithm does and cannot do, and what the figures mean.',
};

export default function DisclosuresPage() {
  return (
    <Document
      title="What you should know before you use Ballast"
      lead="An algorithm makes the plan, the built-in market is simulated, tests on past prices are hypothetical, and nobody here is your adviser."
      version="Version 1, November 2026"
      sections={DISCLOSURE_SECTIONS}
    />
  );
}
