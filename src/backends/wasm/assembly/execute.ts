// The interpreter: one line per command. `./layout` is written by the build from ../layout.ts.

import { adam } from './adam'
import { attention } from './attention/attention'
import { attentionGradient } from './attention/gradient'
import { correlate, sumPartials } from './correlate'
import { crossEntropy, crossEntropyGradient } from './cross-entropy'
import { descend } from './descend'
import { matchDeviation } from './deviation'
import { dropout } from './dropout'
import { clamp, elementwise, linearCombination } from './elementwise'
import { embedding, embeddingGradient } from './embedding'
import { groupNorm } from './group-norm'
import { groupNormGradient } from './group-norm-gradient'
import {
  Adam,
  Attention,
  AttentionGradient,
  Clamp,
  CollectFilters,
  Command,
  Correlate,
  CorrelateTiles,
  CrossEntropy,
  CrossEntropyGradient,
  Descend,
  Dropout,
  DynamicThreshold,
  Elementwise,
  Embedding,
  EmbeddingGradient,
  GroupNorm,
  GroupNormGradient,
  LinearAttention,
  LinearCombination,
  MatchDeviation,
  Multiply,
  PackWeights,
  RandomNormal,
  Reduce,
  Resample,
  RmsNorm,
  SampleRows,
  SinusoidalEmbedding,
  SpreadFilters,
  SpreadTiles,
  SumPartials,
  SumRows,
  Total,
  Winograd,
} from './layout'
import { linearAttention } from './linear-attention'
import { multiply } from './multiply'
import { randomNormal } from './noise'
import { packWeights } from './panels'
import { resample } from './resampling'
import { rmsNorm } from './rms-norm'
import { sampleRows } from './sample-rows'
import { sinusoidalEmbedding } from './sinusoidal-embedding'
import { reduce, sumRows, total } from './sums'
import { dynamicThreshold } from './threshold'
import { winograd } from './winograd/convolve'
import { collectFilters, spreadFilters } from './winograd/filters'
import { correlateTiles, spreadTiles } from './winograd/gradient'

/** Does this thread's share of a command; `scratch` is this thread's own. */
export function execute(command: i32, args: usize, scratch: usize): void {
  // biome-ignore format: a table
  switch (command) {
    case Command.packWeights: packWeights(changetype<PackWeights>(args)); break
    case Command.multiply: multiply(changetype<Multiply>(args), scratch); break
    case Command.correlate: correlate(changetype<Correlate>(args), scratch); break
    case Command.sumPartials: sumPartials(changetype<SumPartials>(args), scratch); break
    case Command.spreadFilters: spreadFilters(changetype<SpreadFilters>(args), scratch); break
    case Command.winograd: winograd(changetype<Winograd>(args), scratch); break
    case Command.spreadTiles: spreadTiles(changetype<SpreadTiles>(args), scratch); break
    case Command.correlateTiles: correlateTiles(changetype<CorrelateTiles>(args), scratch); break
    case Command.collectFilters: collectFilters(changetype<CollectFilters>(args), scratch); break
    case Command.attention: attention(changetype<Attention>(args), scratch); break
    case Command.attentionGradient: attentionGradient(changetype<AttentionGradient>(args), scratch); break
    case Command.linearAttention: linearAttention(changetype<LinearAttention>(args), scratch); break
    case Command.rmsNorm: rmsNorm(changetype<RmsNorm>(args)); break
    case Command.sampleRows: sampleRows(changetype<SampleRows>(args)); break
    case Command.elementwise: elementwise(changetype<Elementwise>(args)); break
    case Command.clamp: clamp(changetype<Clamp>(args)); break
    case Command.dynamicThreshold: dynamicThreshold(changetype<DynamicThreshold>(args), scratch); break
    case Command.matchDeviation: matchDeviation(changetype<MatchDeviation>(args)); break
    case Command.linearCombination: linearCombination(changetype<LinearCombination>(args)); break
    case Command.reduce: reduce(changetype<Reduce>(args)); break
    case Command.total: total(changetype<Total>(args)); break
    case Command.crossEntropy: crossEntropy(changetype<CrossEntropy>(args)); break
    case Command.crossEntropyGradient: crossEntropyGradient(changetype<CrossEntropyGradient>(args)); break
    case Command.sumRows: sumRows(changetype<SumRows>(args), scratch); break
    case Command.groupNorm: groupNorm(changetype<GroupNorm>(args), scratch); break
    case Command.groupNormGradient: groupNormGradient(changetype<GroupNormGradient>(args), scratch); break
    case Command.resample: resample(changetype<Resample>(args)); break
    case Command.embeddingGradient: embeddingGradient(changetype<EmbeddingGradient>(args)); break
    case Command.dropout: dropout(changetype<Dropout>(args), scratch); break
    case Command.embedding: embedding(changetype<Embedding>(args)); break
    case Command.sinusoidalEmbedding: sinusoidalEmbedding(changetype<SinusoidalEmbedding>(args), scratch); break
    case Command.randomNormal: randomNormal(changetype<RandomNormal>(args), scratch); break
    case Command.adam: adam(changetype<Adam>(args)); break
    case Command.descend: descend(changetype<Descend>(args)); break
    default: unreachable()
  }
}
