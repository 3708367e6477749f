// What the command does in Node, against ffmpeg, against itself, and against its kernels in a plain loop.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, row } from './rows.mjs';

const COMMAND = 'dist-runner/millrace.js';

/** `plain` is the module bench/plainLoop.ts. Rounds of both sides are interleaved. */
export async function commandRows(plain, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-'));
  const at = (name) => join(folder, name);
  try {
    const rows = [];
    if (spawnSync('ffmpeg', ['-version']).status === 0) {
      makeClip(at('clip.mp4'), '1920x1080', 4);
      rows.push(await againstFfmpeg(at, rounds));
      rows.push(await memory(at));
    } else {
      rows.push(
        row({
          what: '1080p H.264 to raw edges',
          ours: '',
          peer: 'ffmpeg is not installed',
          limit: '≥ 0.5×',
        }),
      );
    }
    rows.push(await twoBranches(at, rounds));
    rows.push(await overhead(at, rounds, plain));
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** At 30 Hz with a little noise, so that decoding is as much work as with a real film. */
function makeClip(path, size, seconds) {
  const source = ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=30:d=${seconds}`];
  const codec = ['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'fast', '-g', '60'];
  check(
    spawnSync('ffmpeg', ['-v', 'error', ...source, '-vf', 'noise=alls=6:allf=t', ...codec, path]),
  );
}

async function againstFfmpeg(at, rounds) {
  const pipeline = at('edges.json');
  writeFileSync(pipeline, edges({ file: ['io/file', {}] }, 'file'));
  const [ours, theirs] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const filters = 'format=gray,gblur=sigma=3,sobel';
    const decode = ['-v', 'error', '-threads', '1', '-i', at('clip.mp4'), '-an'];
    const encode = ['-threads', '1', '-filter_threads', '1', '-vf', filters, '-f', 'rawvideo'];
    theirs.push(
      await timed('ffmpeg', [...decode, ...encode, '-pix_fmt', 'gray', '-y', at('theirs.raw')]),
    );
    const feed = ['--source', `file=${at('clip.mp4')}`, '--tap', `sobel.frame=${at('ours.raw')}`];
    ours.push(await timed(process.execPath, [COMMAND, 'run', pipeline, ...feed]));
  }
  const ratio = median(theirs.map((time, i) => time / ours[i]));
  return row({
    what: '1080p H.264 to grey, blur, Sobel, raw',
    ours: `${median(ours).toFixed(2)} s`,
    peer: `ffmpeg -threads 1 ${median(theirs).toFixed(2)} s`,
    ratio,
    limit: '≥ 0.5×',
    held: ratio >= 0.5,
  });
}

/**
 * What a run holds over the last tenth of a film of twenty minutes, against the second tenth: a film ten times as
 * long may take no more. The first tenth is when V8 and malloc grow to what they keep, whatever the film.
 */
async function memory(at) {
  makeClip(at('minute.mp4'), '640x360', 60);
  const again = ['-v', 'error', '-stream_loop', '19', '-i', at('minute.mp4')];
  check(spawnSync('ffmpeg', [...again, '-c', 'copy', '-y', at('long.mp4')]));
  const pipeline = at('memory.json');
  writeFileSync(pipeline, edges({ file: ['io/file', {}] }, 'file'));
  const feed = ['--source', `file=${at('long.mp4')}`, '--tap', `sobel.frame=${at('all.sha256')}`];
  const held = await memoryOf([COMMAND, 'run', pipeline, ...feed]);
  const tenth = (index) => {
    const [from, to] = [index / 10, (index + 1) / 10].map((share) => share * held.length);
    return median(held.slice(Math.floor(from), Math.ceil(to)));
  };
  const [early, late] = [tenth(1), tenth(9)];
  const ratio = late / early;
  return row({
    what: 'memory of 20 min of 640 × 360',
    ours: `${late.toFixed(0)} MiB, at most ${Math.max(...held).toFixed(0)}`,
    peer: `after 2 min ${early.toFixed(0)} MiB`,
    ratio,
    limit: '≤ 1.05×',
    held: ratio <= 1.05,
  });
}

/** Two branches with sources of their own, on one worker and on two. */
async function twoBranches(at, rounds) {
  const pipeline = at('branches.json');
  const pattern = ['io/test-pattern', { pattern: 'noise', duration: 4, width: 1280, height: 720 }];
  const blur = ['video/blur', { radius: 12 }];
  const nodes = { a: pattern, b: pattern, 'blur-a': blur, 'blur-b': blur };
  const canny = { 'canny-a': ['video/canny', {}], 'canny-b': ['video/canny', {}] };
  const ends = { 'end-a': ['io/preview', {}], 'end-b': ['io/preview', {}] };
  const edges = ['a', 'b'].flatMap((one) => [
    [`${one}.frame`, `blur-${one}.frame`],
    [`blur-${one}.frame`, `canny-${one}.frame`],
    [`canny-${one}.frame`, `end-${one}.in`],
  ]);
  writeFileSync(pipeline, documentOf({ ...nodes, ...canny, ...ends }, edges));
  const [one, two] = [[], []];
  for (let round = 0; round < rounds; round++) {
    one.push(await runTime(pipeline, at, ['--workers', '1']));
    two.push(await runTime(pipeline, at, ['--workers', '2']));
  }
  const ratio = median(one.map((time, i) => time / two[i]));
  return row({
    what: 'two branches on two workers',
    ours: `${(median(two) / 1000).toFixed(2)} s`,
    peer: `on one worker ${(median(one) / 1000).toFixed(2)} s`,
    ratio,
    limit: '≥ 1.6×',
    held: ratio >= 1.6,
  });
}

/** What the engine adds to the kernels: the same nodes by the command and in a plain loop, a frame each. */
async function overhead(at, rounds, plain) {
  // A run's time is read ten times a second, so the difference must be many frames.
  const [few, many] = [60, 3060];
  const path = (count) => {
    const source = ['io/test-pattern', { ...plain.PATTERN, duration: count / 30 }];
    const name = at(`overhead-${count}.json`);
    writeFileSync(name, edges({ file: source }, 'file', true));
    return name;
  };
  const [short, long] = [path(few), path(many)];
  const [ours, theirs] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const before = await runTime(short, at, ['--workers', '1']);
    const after = await runTime(long, at, ['--workers', '1']);
    ours.push((after - before) / (many - few));
    theirs.push(await plain.timePlainLoop(many - few));
  }
  const ratio = median(ours.map((time, i) => time / theirs[i]));
  return row({
    what: 'engine around 4 kernels, 720p',
    ours: `${median(ours).toFixed(2)} ms a frame`,
    peer: `plain loop ${median(theirs).toFixed(2)} ms`,
    ratio,
    limit: '≤ 1.03×',
    held: ratio <= 1.03,
  });
}

/** A source through greyscale, blur and Sobel. */
function edges(source, id, preview = false) {
  const filters = {
    grayscale: ['video/grayscale', {}],
    blur: ['video/blur', { radius: 3 }],
    sobel: ['video/sobel', {}],
  };
  const wires = [
    [`${id}.frame`, 'grayscale.frame'],
    ['grayscale.frame', 'blur.frame'],
    ['blur.frame', 'sobel.frame'],
    ...(preview ? [['sobel.frame', 'end.in']] : []),
  ];
  return documentOf({ ...source, ...filters, ...(preview && { end: ['io/preview', {}] }) }, wires);
}

function documentOf(nodes, wires) {
  return JSON.stringify({
    format: 'millrace.pipeline',
    version: 1,
    name: 'Bench',
    nodes: Object.entries(nodes).map(([id, [operator, params]]) => ({
      id,
      operator,
      operatorVersion: 1,
      at: [0, 0],
      params,
    })),
    edges: wires.map(([from, to]) => ({ from, to })),
  });
}

/** The run's own time in ms, without the start of the process. */
async function runTime(pipeline, at, options) {
  const report = at('report.json');
  await timed(process.execPath, [COMMAND, 'run', pipeline, '--report', report, ...options]);
  return JSON.parse(readFileSync(report, 'utf8')).elapsedMs;
}

/** Seconds. */
async function timed(command, args) {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  await ended(child);
  return (performance.now() - start) / 1000;
}

/** What a process held, in MiB, ten times a second, as the kernel of Linux counts it. */
async function memoryOf(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const held = [];
  const timer = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const [, kibibytes] = /VmRSS:\s+(\d+)/.exec(status) ?? [];
      if (kibibytes) held.push(Number(kibibytes) / 1024);
    } catch {
      // It has ended between two looks.
    }
  }, 100);
  await ended(child);
  clearInterval(timer);
  return held;
}

function ended(child) {
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(said))));
  });
}

function check({ status, stderr }) {
  if (status !== 0) throw new Error(String(stderr));
}
