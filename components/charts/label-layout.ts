/** Moves labels apart along one axis, as little as possible and inside the ends, keeping their order. */
export function spreadLabels(positions: readonly number[], gapMin: number, ends: readonly [number, number]): number[] {
  const order = positions
    .map((position, index) => ({ position, index }))
    .sort((left, right) => left.position - right.position);
  const [low, high] = ends;
  let floor = low;
  for (const label of order) {
    label.position = Math.max(label.position, floor);
    floor = label.position + gapMin;
  }
  let ceiling = high;
  for (const label of order.toReversed()) {
    label.position = Math.min(label.position, ceiling);
    ceiling = label.position - gapMin;
  }
  const spread = new Array<number>(positions.length);
  for (const { position, index } of order) spread[index] = position;
  return spread;
}

export interface PlotPixel {
  readonly x: number;
  readonly y: number;
}

export interface PointLabel extends PlotPixel {
  readonly width: number;
  readonly isRequired: boolean;
}

export interface PlacedLabel {
  readonly dx: number;
  readonly dy: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const LABEL_HEIGHT = 16;
const GAP = 9;

const SIDES: readonly PlacedLabel[] = [
  { dx: GAP, dy: 0, anchor: 'start' },
  { dx: -GAP, dy: 0, anchor: 'end' },
  { dx: 0, dy: -GAP - LABEL_HEIGHT / 2, anchor: 'middle' },
  { dx: 0, dy: GAP + LABEL_HEIGHT / 2, anchor: 'middle' },
  { dx: GAP, dy: -GAP - 4, anchor: 'start' },
  { dx: GAP, dy: GAP + 4, anchor: 'start' },
  { dx: -GAP, dy: -GAP - 4, anchor: 'end' },
  { dx: -GAP, dy: GAP + 4, anchor: 'end' },
];

/** Further off, for a name that must stand somewhere: a crowd is seldom wide. */
const FAR_SIDES: readonly PlacedLabel[] = [20, 34, 48].flatMap((dy): readonly PlacedLabel[] => [
  { dx: GAP, dy, anchor: 'start' },
  { dx: -GAP, dy: -dy, anchor: 'end' },
  { dx: -GAP, dy, anchor: 'end' },
  { dx: GAP, dy: -dy, anchor: 'start' },
]);

/**
 * Puts a name beside each point, closer to it than to any other, without covering points or names; required names first.
 * `obstacles` are other things drawn there, such as points along a curve.
 * A name that fits nowhere is left out (undefined) and stays in the read-out and the table, unless it is required.
 */
export function placePointLabels(
  points: readonly PointLabel[],
  plot: Box,
  obstacles: readonly PlotPixel[] = [],
): (PlacedLabel | undefined)[] {
  const taken: Box[] = [
    ...points.map((point) => boxAround(point, 6)),
    ...obstacles.map((point) => boxAround(point, 1)),
  ];
  const placed = new Array<PlacedLabel | undefined>(points.length);
  const order = points
    .map((_, index) => index)
    .sort((left, right) => Number(points[right]?.isRequired) - Number(points[left]?.isRequired));
  for (const index of order) {
    const point = points[index];
    if (point === undefined) continue;
    const others = taken.filter((_, boxIndex) => boxIndex !== index);
    const sides = point.isRequired ? [...SIDES, ...FAR_SIDES] : SIDES;
    const side = sides.find((candidate) => {
      const box = labelBox(point, candidate);
      const isItsOwn = points.every((other) => distanceTo(box, other) >= distanceTo(box, point));
      return isInside(box, plot) && (isItsOwn || point.isRequired) && !others.some((other) => overlaps(box, other));
    });
    const chosen = side ?? (point.isRequired ? SIDES[2] : undefined);
    placed[index] = chosen;
    if (chosen !== undefined) taken.push(labelBox(point, chosen));
  }
  return placed;
}

const boxAround = ({ x, y }: PlotPixel, radius: number): Box => ({
  left: x - radius,
  right: x + radius,
  top: y - radius,
  bottom: y + radius,
});

function labelBox({ x, y, width }: PointLabel, { dx, dy, anchor }: PlacedLabel): Box {
  const left = x + dx - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2);
  return { left, right: left + width, top: y + dy - LABEL_HEIGHT / 2, bottom: y + dy + LABEL_HEIGHT / 2 };
}

/** A name closer to another point than to its own would be read as that one's. */
const distanceTo = ({ left, right, top, bottom }: Box, { x, y }: PlotPixel): number =>
  Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));

const overlaps = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

const isInside = (box: Box, plot: Box): boolean =>
  box.left >= plot.left && box.right <= plot.right && box.top >= plot.top && box.bottom <= plot.bottom;
