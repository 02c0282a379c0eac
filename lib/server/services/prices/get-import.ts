import { done, type Outcome } from '@/lib/base/outcome';
import { GetImportInput, type PriceImportView } from '@/lib/shared/contracts/price-set';
import { service } from '../service';
import { importView, ownerOfImport } from './import-view';

/** An uploaded file with its report, before or after the decision. */
export const getImport = service({
  name: 'prices/get-import',
  access: 'owner',
  input: GetImportInput,
  ownerOf: (ctx, { importId }) => ownerOfImport(ctx, importId),
  run: async ({ db }, { importId }): Promise<Outcome<PriceImportView>> =>
    done(importView(await db.priceImport.findUniqueOrThrow({ where: { id: importId } }))),
});
