'use client';

import { LineNames, TimeLines, type TimeLinesProps } from './time-lines';
import { useElementWidth } from './use-element-width';

/** Lines over time as wide as there is room, their height kept free until the room has been measured. */
export function NamedLines(props: Omit<TimeLinesProps, 'width'>) {
  const [ref, width] = useElementWidth();
  return (
    <div className="@container flex flex-col gap-2">
      <LineNames lines={props.lines} />
      <div ref={ref} style={{ minHeight: props.height }}>
        {width !== undefined && <TimeLines {...props} width={width} />}
      </div>
    </div>
  );
}
