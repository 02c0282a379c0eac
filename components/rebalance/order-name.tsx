export interface OrderNameProps {
  readonly side: 'buy' | 'sell';
  readonly symbol: string;
  readonly name?: string | undefined;
}

/** The direction in words, never by hue alone. */
export function OrderName({ side, symbol, name }: OrderNameProps) {
  return (
    <span className="flex min-w-28 flex-col sm:max-w-56">
      <span className="font-strong">
        {side === 'buy' ? 'Buy' : 'Sell'} {symbol}
      </span>
      {name !== undefined && <span className="text-muted">{name}</span>}
    </span>
  );
}
