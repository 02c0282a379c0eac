const percent = (value: number): string => `${(100 * value).toFixed(2)} %`;

/** Why there is no best ratio: nothing earns more than the hurdle. */
export const belowHurdleSentence = (most: number, hurdle: number): string =>
  `No mix within the limits earns more than the risk-free rate: the most is ${percent(most)}, the rate ${percent(hurdle)}.`;
