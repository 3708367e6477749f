/** Frames a slow reader may find waiting; older ones are left out by the browser. */
const WAITING = 2;

/**
 * The frames of a camera track, to be transferred to a worker: the browser then never brings them to
 * this thread. Whoever reads them closes them.
 */
export function cameraFrames(track: MediaStreamTrack): ReadableStream<VideoFrame> {
  if ('MediaStreamTrackProcessor' in globalThis) {
    return new MediaStreamTrackProcessor({
      track: track as MediaStreamVideoTrack,
      maxBufferSize: WAITING,
    }).readable;
  }
  return framesThroughVideo(track);
}

/**
 * The way around for browsers without track processors: a video element that is in no document. One
 * frame is made for each read. Sent to another thread it is cloned, so ours is closed at the next read.
 */
function framesThroughVideo(track: MediaStreamTrack): ReadableStream<VideoFrame> {
  const video = document.createElement('video');
  let last: VideoFrame | undefined;
  const end = (): void => {
    last?.close();
    video.srcObject = null;
  };
  return new ReadableStream<VideoFrame>(
    {
      async start(controller) {
        video.muted = true;
        video.srcObject = new MediaStream([track]);
        track.addEventListener('ended', () => {
          end();
          controller.close();
        });
        await video.play();
      },
      pull(controller) {
        last?.close();
        return new Promise((resolve) => {
          video.requestVideoFrameCallback((_, { mediaTime }) => {
            last = new VideoFrame(video, { timestamp: Math.round(mediaTime * 1e6) });
            controller.enqueue(last);
            resolve();
          });
        });
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}
