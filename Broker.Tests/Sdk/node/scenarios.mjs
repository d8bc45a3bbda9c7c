// Runs the scenarios named as arguments, or all of them, and prints one line of JSON for each.
// SDK_SETTING, which is JSON, says where: NodeRuns.cs has what is in it.
import { anthropic } from './anthropic.mjs';
import { chat } from './chat.mjs';
import { embeddings } from './embeddings.mjs';
import { errors } from './errors.mjs';
import { media } from './media.mjs';
import { models } from './models.mjs';
import { responses } from './responses.mjs';
import { vercel } from './vercel.mjs';

const scenarios = { ...chat, ...embeddings, ...responses, ...models, ...media, ...errors, ...vercel, ...anthropic };
const setting = JSON.parse(process.env.SDK_SETTING);
const asked = process.argv.slice(2);

for (const scenario of asked.length > 0 ? asked : Object.keys(scenarios)) {
  const report = { scenario, ok: true };
  try {
    await scenarios[scenario](setting);
  } catch (error) {
    Object.assign(report, { ok: false, error: error.stack });
  }
  console.log(JSON.stringify(report));
}
