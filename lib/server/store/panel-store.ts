import { env } from '../env';
import type { PricePanel } from '@/lib/quant/market/panel';
import { type ArtefactStore, folderStore } from './artefact-store';
import { panelFromParquet, panelToParquet } from './panel-file';
import { panelHash } from './panel-hash';

/** Panels by the hash of their content. A panel of 20 years and 60 instruments takes about 5 MB of memory a layer. */
const PANELS_IN_MEMORY_MAX = 8;

const keyOf = (hash: string): string => `panel/${hash}.parquet`;

/** A stored panel does not have the content its name promises, or cannot be read: the disk or a hand has changed it. */
export class DamagedPanelError extends Error {
  override readonly name = 'DamagedPanelError';
}

/** A panel ready for the store; packing a large one takes a second, so it is done where that harms nobody. */
export interface PackedPanel {
  readonly hash: string;
  readonly bytes: Uint8Array;
}

export const packPanel = (panel: PricePanel): PackedPanel => ({
  hash: panelHash(panel),
  bytes: panelToParquet(panel),
});

export interface PanelStore {
  readonly put: (packed: PackedPanel) => Promise<void>;
  /** Stores the panel and answers its hash. */
  readonly save: (panel: PricePanel) => Promise<string>;
  /** @throws DamagedPanelError when there is no such panel or its content differs from its name */
  readonly load: (hash: string) => Promise<PricePanel>;
}

/** The panels used last stay in memory; asking twice at once reads once. */
export function panelStore(artefacts: ArtefactStore): PanelStore {
  const recent = new Map<string, Promise<PricePanel>>();
  const remember = (hash: string, panel: Promise<PricePanel>): void => {
    recent.delete(hash);
    recent.set(hash, panel);
    for (const oldest of recent.keys()) {
      if (recent.size <= PANELS_IN_MEMORY_MAX) break;
      recent.delete(oldest);
    }
  };
  const read = async (hash: string): Promise<PricePanel> => {
    const bytes = await artefacts.get(keyOf(hash));
    if (bytes === undefined) throw new DamagedPanelError(`There is no stored price panel ${hash}.`);
    const panel = await panelFromParquet(bytes).catch((cause: unknown) => {
      throw new DamagedPanelError(`The stored price panel ${hash} cannot be read.`, { cause });
    });
    if (panelHash(panel) !== hash) throw new DamagedPanelError(`The stored price panel ${hash} has been changed.`);
    return panel;
  };
  const put = ({ hash, bytes }: PackedPanel): Promise<void> => artefacts.put(keyOf(hash), bytes);
  return {
    put,
    save: async (panel) => {
      const packed = packPanel(panel);
      await put(packed);
      return packed.hash;
    },
    load: (hash) => {
      const known = recent.get(hash);
      if (known !== undefined) {
        remember(hash, known);
        return known;
      }
      const panel = read(hash);
      remember(hash, panel);
      panel.catch(() => recent.delete(hash));
      return panel;
    },
  };
}

let shared: { readonly artefacts: ArtefactStore; readonly panels: PanelStore } | undefined;

/** The stores of this process, in the folder the environment names. */
function stores(): { readonly artefacts: ArtefactStore; readonly panels: PanelStore } {
  if (shared === undefined) {
    const artefacts = folderStore(env().BALLAST_STORE_DIR);
    shared = { artefacts, panels: panelStore(artefacts) };
  }
  return shared;
}

export const artefactStore = (): ArtefactStore => stores().artefacts;
export const putPanel = (packed: PackedPanel): Promise<void> => stores().panels.put(packed);
export const savePanel = (panel: PricePanel): Promise<string> => stores().panels.save(panel);
export const loadPanel = (hash: string): Promise<PricePanel> => stores().panels.load(hash);
