import { drivableParams } from '#contract/drivable.ts';
import { findNode, portRef } from '#pipeline/pipeline.ts';
import { portOf, portsOf, titleOf } from '#pipeline/ports.ts';
import { canvasStore, type Driving, portKey, useCanvas } from '#studio/canvas/canvasStore.ts';
import { joinEnds } from '#studio/canvas/wireGestures.ts';
import { portsThatFit, without } from '#studio/canvas/wiring.ts';
import { formatParam } from '#studio/format.ts';
import { Shape } from '#studio/icons/Shape.tsx';
import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { useCallback } from 'react';
import { type SearchItem, SearchPopup } from './SearchPopup.tsx';

/** What a wire that was let go on a node could enter: the params that numbers can set, and inputs that are taken. */
export function ParamSearch() {
  const driving = useCanvas((state) => state.driving);
  return driving && <DriveList driving={driving} />;
}

function DriveList({ driving }: { readonly driving: Driving }) {
  const { from, node: id, at, held } = driving;
  const { specOf } = useServices();
  const onClose = useCallback(() => canvasStore.setState({ driving: undefined }), []);
  const pipeline = without(documentStore.getState().pipeline, held);
  const node = findNode(pipeline, id);
  const spec = node && specOf(node.operator);
  if (!node || !spec) return undefined;
  const title = titleOf(node, specOf);
  const fits = portsThatFit(pipeline, from, specOf);
  const params = drivableParams(spec);
  const names = [...params.keys(), ...Object.keys(portsOf(spec, 'in'))];
  const all = names
    .filter((name) => fits.has(portKey('in', portRef(id, name))))
    .map((name): SearchItem => {
      const field = params.get(name);
      const taken = pipeline.edges.some(({ to }) => to === portRef(id, name));
      const value = field ? formatParam(node.params[name] ?? field.fallback, field) : 'input';
      return {
        key: name,
        icon: <Shape type="value/number" />,
        title: field?.meta.title ?? name,
        aside: taken ? 'replaces an edge' : value,
        doc: portOf(spec, 'in', name)?.doc ?? '',
        choose: () =>
          documentStore
            .getState()
            .edit((before) => joinEnds(before, from, { node: id, port: name, side: 'in' }, held)),
      };
    });
  return (
    <SearchPopup
      label={`What to drive of ${title}`}
      placeholder="Drive …"
      at={at}
      items={(query) =>
        all.filter((item) => item.title.toLowerCase().includes(query.trim().toLowerCase()))
      }
      renderEmpty={(query) => `No param is called “${query}”. Press Esc to clear.`}
      onClose={onClose}
    />
  );
}
