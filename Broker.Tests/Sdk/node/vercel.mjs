import assert from 'node:assert/strict';
import { createOpenAI } from '@ai-sdk/openai';
import { jsonSchema, streamText, tool } from 'ai';
import { collect } from './client.mjs';
import { assertCity, city } from './schemas.mjs';

const provider = ({ baseUrl, key }) => createOpenAI({ baseURL: baseUrl, apiKey: key });

/** All parts of an answer. An error is one of them, and would otherwise only be logged. */
const stream = async (options) => {
  const parts = await collect(streamText({ maxRetries: 0, onError: () => {}, ...options }).fullStream);
  const failed = parts.find((part) => part.type === 'error');
  if (failed) {
    throw failed.error;
  }
  return parts;
};

const assertTextStreams = async (model) => {
  const parts = await stream({ model, prompt: 'hello' });

  const words = parts.filter((part) => part.type === 'text-delta').map((part) => part.text);
  assert.ok(words.length > 2);
  assert.match(words.join(''), /hello/);
  assert.equal(parts.at(-1).finishReason, 'stop');
  assert.ok(parts.at(-1).totalUsage.totalTokens > 0);
};

const assertToolIsCalled = async (model) => {
  const tools = { get_weather: tool({ description: 'The weather of a city.', inputSchema: jsonSchema(city) }) };
  const parts = await stream({ model, prompt: 'What is the weather in Paris?', tools, toolChoice: 'required' });

  assert.ok(parts.filter((part) => part.type === 'tool-input-delta').length > 1);
  const calls = parts.filter((part) => part.type === 'tool-call');
  assert.deepEqual(calls.map((call) => call.toolName), ['get_weather']);
  assertCity(calls[0].input);
  assert.equal(parts.at(-1).finishReason, 'tool-calls');
};

/** The Vercel AI SDK, over both APIs that it speaks. */
export const vercel = {
  vercel_chat_stream: (setting) => assertTextStreams(provider(setting).chat(setting.model)),
  vercel_chat_stream_tools: (setting) => assertToolIsCalled(provider(setting).chat(setting.model)),
  vercel_response_stream: (setting) => assertTextStreams(provider(setting).responses(setting.model)),
  vercel_response_stream_tools: (setting) => assertToolIsCalled(provider(setting).responses(setting.model)),
};
