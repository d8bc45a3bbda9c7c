import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { toFile } from 'openai';
import { client } from './client.mjs';

// Node 18 has it, but not as a global; the SDK's uploads look for it there.
globalThis.File ??= File;

const speak = async (setting) => {
  const answer = await client(setting).audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'hello' });
  return Buffer.from(await answer.arrayBuffer());
};

/** What is not a conversation: moderation, an image, speech and what is heard in it. */
export const media = {
  async moderation(setting) {
    const { results } = await client(setting).moderations.create({ model: 'omni-moderation-latest', input: ['hello', 'I will kill you'] });

    assert.deepEqual(results.map((result) => result.flagged), [false, true]);
    assert.equal(results[1].categories.violence, true);
    assert.ok(results[1].category_scores.violence > results[0].category_scores.violence);
  },

  async image(setting) {
    const { data } = await client(setting).images.generate({ model: 'gpt-image-1', prompt: 'a cat' });

    assert.equal(Buffer.from(data[0].b64_json, 'base64').subarray(1, 4).toString(), 'PNG');
  },

  async speech(setting) {
    const sound = await speak(setting);

    // The eleven bits that every frame of an MP3 file begins with.
    assert.deepEqual([sound[0], sound[1] & 0xe0], [0xff, 0xe0]);
  },

  async transcription(setting) {
    const file = await toFile(await speak(setting), 'hello.mp3');

    const transcription = await client(setting).audio.transcriptions.create({ model: 'whisper-1', file });

    assert.ok(transcription.text.length > 0);
  },
};
