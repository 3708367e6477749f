export { loadModel, type ModelEnv, type ModelFiles } from '#contract/modelFiles.ts';
