import type { ParamField } from '#contract/params.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { chooseFiles } from '#studio/document/chooseFiles.ts';
import type { FileVault } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';

/** Lets the user pick a file for a param of a node. False if none was picked. Rejects if it can't be kept. */
export async function chooseFileParam(
  files: FileVault,
  node: NodeId,
  field: ParamField,
): Promise<boolean> {
  const [file] = await chooseFiles(field.meta.accept ?? '');
  if (!file) return false;
  documentStore.getState().setParam(node, field.name, await files.put(file));
  return true;
}
