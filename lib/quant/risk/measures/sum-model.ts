import type { Minorant, RiskModel } from './measure';
import { joined } from './shared';

/** A sum of one or more measures times factors of at least zero; a plane below each makes one below their sum. */
export function sumModel(terms: readonly { readonly model: RiskModel; readonly factor: number }[]): RiskModel {
  /** Where the image of each term begins, and of the last one ends. */
  let begins = [0];
  const partOf = (image: Float64Array, at: number): Float64Array => image.subarray(begins[at], begins[at + 1]);
  const total = (of: (model: RiskModel, at: number) => number): number =>
    terms.reduce((sum, { model, factor }, at) => sum + factor * of(model, at), 0);
  return {
    imageOf: (weights) => {
      const parts = terms.map(({ model }) => model.imageOf(weights));
      begins = [0];
      for (const part of parts) begins.push(begins.at(-1)! + part.length);
      return joined(parts);
    },
    refine: (image) => {
      terms.forEach(({ model }, at) => model.refine?.(partOf(image, at)));
    },
    evaluate: (image) => total((model, at) => model.evaluate(partOf(image, at))),
    exact: (image) => total((model, at) => model.exact(partOf(image, at))),
    addSlope: (factor, target) => {
      for (const term of terms) term.model.addSlope(factor * term.factor, target);
    },
    addCurvature: (factor, target) => {
      for (const term of terms) term.model.addCurvature(factor * term.factor, target);
    },
    minorant: () => sumOfPlanes(terms.map(({ model, factor }) => ({ plane: model.minorant(), factor }))),
    settle: (sharpening) => {
      for (const { model } of terms) model.settle(sharpening);
    },
  };
}

function sumOfPlanes(parts: readonly { readonly plane: Minorant; readonly factor: number }[]): Minorant {
  const slope = new Float64Array(parts[0]!.plane.slope.length);
  let intercept = 0;
  for (const { plane, factor } of parts) {
    intercept += factor * plane.intercept;
    for (let at = 0; at < slope.length; at++) slope[at]! += factor * plane.slope[at]!;
  }
  return { slope, intercept };
}
