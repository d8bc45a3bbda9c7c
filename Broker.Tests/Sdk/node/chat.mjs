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

  async chat_tools(setting) {
    const sdk = client(setting);
    const asking = await sdk.chat.completions.create({ model: setting.model, messages: [question], tools, tool_choice: 'required' });
    assert.equal(asking.choices[0].finish_reason, 'tool_calls');
    const { message } = asking.choices[0];
    assert.equal(message.content, null);
    assert.equal(message.tool_calls.length, 1);
    const [call] = message.tool_calls;
    assert.equal(call.function.name, 'get_weather');
    assertCity(JSON.parse(call.function.arguments));

    const messages = [question, message, { role: 'tool', tool_call_id: call.id, content: 'sunny, 21 degrees' }];
    const told = await sdk.chat.completions.create({ model: setting.model, messages, tools });
    assert.equal(told.choices[0].finish_reason, 'stop');
    assert.ok(told.choices[0].message.content.length > 0);
  },

  async chat_json_schema(setting) {
    const completion = await client(setting).chat.completions.parse({
      model: setting.model,
      messages: [{ role: 'user', content: 'Name a city.' }],
      response_format: { type: 'json_schema', json_schema: { name: 'city', schema: city, strict: true } },
    });

    assertCity(JSON.parse(completion.choices[0].message.content));
  },

  async chat_stream_tools(setting) {
    const runner = client(setting).chat.completions.stream({ model: setting.model, messages: [question], tools, tool_choice: 'required' });
    const pieces = [];
    runner.on('chunk', (chunk) => pieces.push(...(chunk.choices[0]?.delta.tool_calls ?? [])));

    const completion = await runner.finalChatCompletion();

    assert.ok(pieces.length > 2);
    assert.equal(pieces.filter((piece) => piece.id).length, 1);
    const [call] = completion.choices[0].message.tool_calls;
    assert.equal(call.function.name, 'get_weather');
    assertCity(JSON.parse(call.function.arguments));
    assert.equal(completion.choices[0].finish_reason, 'tool_calls');
  },
};
