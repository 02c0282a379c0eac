import type { ConstructionMethod } from './construction-method';
import { built, pickEntries, refuse, vectorRefusal, warn } from './shared';
import type { SectorRotation } from './types';

/** The same budget for every class, all of it in the instrument whose signal is strongest; those tied share it. */
export const sectorRotation: ConstructionMethod<SectorRotation> = {
  kind: 'sector-rotation',
  needs: [],
  relations: ['scaling', 'permutation', 'duplicate-split', 'zero-weight', 'limits'],
  pick: (request, columns) => ({
    ...request,
    signals: pickEntries(request.signals, columns),
    classes: columns.map((column) => request.classes[column]!),
  }),
  check: (problem) => {
    const { classes, signals } = problem.request;
    const size = problem.symbols.length;
    if (classes.length !== size)
      return refuse(`There are ${classes.length} classes for ${size} instruments.`, 'objective.classes');
    return vectorRefusal(problem, signals, 'objective.signals');
  },
  build: ({ symbols, request: { signals, classes } }) => {
    const names = new Set(classes);
    const weights = new Float64Array(symbols.length);
    const tied: string[] = [];
    for (const name of names) {
      const members = [...symbols.keys()].filter((at) => classes[at] === name);
      const strongest = members.reduce((most, at) => Math.max(most, signals[at]!), -Infinity);
      const chosen = members.filter((at) => signals[at] === strongest);
      if (chosen.length > 1) tied.push(name);
      for (const at of chosen) weights[at] = 1 / names.size / chosen.length;
    }
    if (tied.length === 0) return built(weights);
    const warning = warn(
      'tied-signals',
      `Several instruments share the strongest signal and the budget: ${tied.join(', ')}.`,
    );
    return built(weights, { warnings: [warning] });
  },
};
