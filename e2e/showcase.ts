/** The pipeline of the README's picture: pictures and sound of all kinds of preview at once. */
export const showcase = JSON.stringify({
  format: 'millrace.pipeline',
  version: 1,
  name: 'People on a square',
  nodes: [
    {
      ...node('clip', 'io/file', [24, 136], 'Square'),
      params: { file: { asset: 'media/pedestrians.webm' }, loop: true },
    },
    { ...node('motion', 'video/motion', [272, 24]), params: { area: 0.1, threshold: 0.08 } },
    node('edges', 'video/canny', [272, 272], 'Edges'),
    node('boxes', 'video/overlay', [520, 24], 'Boxes'),
    node('screen', 'io/preview', [768, 24], 'Screen'),
    node('score', 'io/preview', [520, 272], 'Motion score'),
    node('relief', 'video/sobel', [792, 256], 'Relief'),
    { ...node('tone', 'io/tone', [24, 520], 'Sweep'), params: { waveform: 'sweep' } },
    node('spectrum', 'audio/spectrum', [272, 520]),
    node('peak', 'io/preview', [520, 520], 'Loudest'),
  ],
  edges: [
    { from: 'clip.frame', to: 'motion.frame' },
    { from: 'clip.frame', to: 'edges.frame' },
    { from: 'clip.frame', to: 'boxes.frame' },
    { from: 'motion.boxes', to: 'boxes.boxes' },
    { from: 'boxes.frame', to: 'relief.frame' },
    { from: 'boxes.frame', to: 'screen.in' },
    { from: 'motion.score', to: 'score.in' },
    { from: 'tone.audio', to: 'spectrum.audio' },
    { from: 'spectrum.peak', to: 'peak.in' },
  ],
});

function node(id: string, operator: string, at: readonly [number, number], title?: string): object {
  return { id, operator, operatorVersion: 1, at, params: {}, ...(title && { title }) };
}
