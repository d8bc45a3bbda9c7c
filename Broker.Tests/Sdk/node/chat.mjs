import assert from 'node:assert/strict';
import { client, collect } from './client.mjs';
import { assertCity, city } from './schemas.mjs';

const hello = [{ role: 'user', content: 'hello' }];
const question = { role: 'user', content: 'What is the weather in Paris?' };
const tools = [{ type: 'function', function: { name: 'get_weather', description: 'The weather of a city.', parameters: city, strict: true } }];

const assertSum = (usage) => assert.equal(usage.prompt_tokens + usage.completion_tokens, usage.total_tokens);

/** Chat completions: text, tools, a schema, streams. */
export const chat = {
  async chat(setting) {
    const completion = await client(setting).chat.completions.create({ model: setting.model, messages: hello });

    assert.match(completion.choices[0].message.content, /hello/);
    assert.equal(completion.choices[0].finish_reason, 'stop');
    assertSum(completion.usage);
  },

  async chat_stream(setting) {
    const chunks = await collect(client(setting).chat.completions.create({ model: setting.model, messages: hello, stream: true }));

    const words = chunks.map((chunk) => chunk.choices[0].delta.content).filter(Boolean);
    assert.ok(words.length > 2);
    assert.match(words.join(''), /hello/);
    assert.deepEqual(chunks.map((chunk) => chunk.choices[0].finish_reason).filter(Boolean), ['stop']);
    assert.ok(chunks.every((chunk) => !('usage' in chunk)));
  },

  async chat_stream_usage(setting) {
    const chunks = await collect(client(setting).chat.completions.create({
      model: setting.model, messages: hello, stream: true, stream_options: { include_usage: true },
    }));

    const last = chunks.pop();
    assert.deepEqual(last.choices, []);
    assertSum(last.usage);
    assert.ok(chunks.every((chunk) => chunk.usage === null));
  },
};
