import type { Metadata } from 'next';
import { Document } from '@/components/public/document';
import { METHOD_SECTIONS } from '@/components/public/method-text';

export const metadata: Metadata = {
  title: 'Method',
  description: 'How Ballast turns answers and prices into a plan, step by step, with sources and limits.',
};

export default function MethodPage() {
  return (
    <Document
      title="How a plan comes about"
      lead="Nine steps from your answers to your orders, what each rests on, and where each can be wrong."
      version="Version 1, November 2026"
      sections={METHOD_SECTIONS}
    />
  );
}
