import { z } from 'zod';

/** The models whose files were all there when the page was built; undefined where nobody wrote that down. */
export async function loadModelsHere(): Promise<ReadonlySet<string> | undefined> {
  const response = await fetch('models.json');
  // A server that answers every address with the app's page has no such list either.
  const isList = response.headers.get('content-type')?.includes('json') === true;
  return response.ok && isList
    ? new Set(z.array(z.string()).parse(await response.json()))
    : undefined;
}
