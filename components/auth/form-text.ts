/** What was typed into a field of a form; files and absent fields count as nothing typed. */
export function formText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
