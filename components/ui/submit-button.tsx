'use client';

import { useFormStatus } from 'react-dom';
import { Button, type ButtonProps } from './button';

/** The button of a form with an action: shows its work and cannot be pressed twice. */
export function SubmitButton(props: Omit<ButtonProps, 'type' | 'isLoading'>) {
  const { pending } = useFormStatus();
  return <Button {...props} type="submit" isLoading={pending} />;
}
