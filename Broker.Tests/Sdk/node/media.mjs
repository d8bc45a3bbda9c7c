import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { toFile } from 'openai';
import { client } from './client.mjs';

// Node 18 has it, but not as a global; the SDK's uploads look for it there.
globalThis.File ??= File;

/** What is not a conversation: what is heard in a file. */
export const media = {
  async transcription(setting) {
    const file = await toFile(Buffer.alloc(4000), 'hello.mp3');

    const transcription = await client(setting).audio.transcriptions.create({ model: 'whisper-1', file });

    assert.ok(transcription.text.length > 0);
  },
};
