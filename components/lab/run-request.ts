export const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** What is not a number goes as NaN, so that the server can name the field. */
export const numberOf = (form: FormData, name: string): number => Number(textOf(form, name) || Number.NaN);

/** What every run over past prices asks for. Days left empty are not sent; an amount that cannot be read goes as typed. */
export function runRequestOf(form: FormData, key: string) {
  const [from, to] = [textOf(form, 'from'), textOf(form, 'to')];
  const amount = numberOf(form, 'startAmount');
  return {
    recommendationId: textOf(form, 'recommendationId'),
    startAmount: Number.isFinite(amount) ? amount.toFixed(2) : textOf(form, 'startAmount'),
    commissionBasisPoints: numberOf(form, 'commissionBasisPoints'),
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    key,
  };
}
