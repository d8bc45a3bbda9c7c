import assert from 'node:assert/strict';
import { createOpenAI } from '@ai-sdk/openai';
import { streamText } from 'ai';
import { collect } from './client.mjs';

const provider = ({ baseUrl, key }) => createOpenAI({ baseURL: baseUrl, apiKey: key });

const assertTextStreams = async (model) => {
  const result = streamText({ model, prompt: 'hello', maxRetries: 0, onError: ({ error }) => { throw error; } });
  const words = await collect(result.textStream);

  assert.ok(words.length > 2);
  assert.match(words.join(''), /hello/);
  assert.equal(await result.finishReason, 'stop');
  assert.ok((await result.usage).totalTokens > 0);
};

/** The Vercel AI SDK, over both APIs that it speaks. */
export const vercel = {
  vercel_chat_stream: (setting) => assertTextStreams(provider(setting).chat(setting.model)),

  vercel_response_stream: (setting) => assertTextStreams(provider(setting).responses(setting.model)),
};
