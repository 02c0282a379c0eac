import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type CanonicalValue, hashableText } from '../../../lib/base/canonical-json';

function doubleOf(hex: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${hex}`));
  return view.getFloat64(0);
}

describe('the examples of RFC 8785', () => {
  test('section 3.2.2: literals, numbers and strings', () => {
    const input = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`) as CanonicalValue;
    expect(canonicalJson(input)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test('section 3.2.3: keys sorted by UTF-16 code units', () => {
    const input = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const order = Object.values(JSON.parse(canonicalJson(input)) as Record<string, string>);
    // JSON.parse moves the key "1" first, where the text has it second.
    expect(order.filter((name) => name !== 'One')).toEqual([
      'Carriage Return',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
    expect(canonicalJson(input)).toMatch(/^\{"\\r":"Carriage Return","1":"One","\u0080"/);
  });

  test.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('appendix B: the double %s is written %s', (hex, text) => expect(canonicalJson(doubleOf(hex))).toBe(text));

  test.each(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])('appendix B: %s is an error', (hex) => {
    expect(() => canonicalJson(doubleOf(hex))).toThrow('refuses');
  });
});

describe('beyond the standard', () => {
  test('a bigint travels as a string', () => {
    expect(canonicalJson({ amount: 9_007_199_254_740_993n })).toBe('{"amount":"9007199254740993"}');
  });

  test('nothing is hidden: undefined, holes, half a surrogate pair and objects with a class are refused', () => {
    const refuses = (value: unknown): void =>
      expect(() => canonicalJson(value as CanonicalValue)).toThrow('canonical JSON');
    refuses(undefined);
    refuses({ price: undefined });
    refuses([1, , 2]);
    refuses('\ud800');
    refuses({ '\udc00': 1 });
    refuses(new Date(0));
    refuses(new Map([['a', 1]]));
    refuses(Float64Array.of(1, 2));
    refuses(() => 1);
    refuses(Symbol('x'));
  });

  test('an object without a prototype is plain too', () => {
    expect(
      canonicalJson(Object.assign(Object.create(null) as { [key: string]: CanonicalValue }, { b: 1, a: [] })),
    ).toBe('{"a":[],"b":1}');
  });

  test('the order of keys does not matter, and the text parses back to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value as CanonicalValue);
        const parsed = JSON.parse(text) as CanonicalValue;
        expect(canonicalJson(parsed)).toBe(text);
        expect(canonicalJson(reversedKeys(parsed))).toBe(text);
      }),
      { seed: 13 },
    );
  });

  test('the hashed text names kind and version on a line of its own', () => {
    expect(hashableText('panel', 2, { b: 1, a: null })).toBe('panel/2\n{"a":null,"b":1}');
    // Oracle: printf 'panel/2\n{"a":null,"b":1}' | sha256sum
    const digest = createHash('sha256')
      .update(hashableText('panel', 2, { b: 1, a: null }))
      .digest('hex');
    expect(digest).toBe('00a0748d5e0cefe6e25c4bde72bbb16ae1a4f3970a899f17f8fa6ebe1835ac03');
  });
});

function reversedKeys(value: CanonicalValue): CanonicalValue {
  if (Array.isArray(value)) return value.map((member: CanonicalValue) => reversedKeys(member));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversedKeys(member)]),
  );
}
