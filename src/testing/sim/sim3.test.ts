import { simShard } from './simShard.ts';

simShard(2);
