import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { collect } from './client.mjs';
import { assertCity, city } from './schemas.mjs';

/** The official client, told nothing but an address and a key. */
const client = ({ anthropicUrl, key }, options = {}) => new Anthropic({ baseURL: anthropicUrl, apiKey: key, maxRetries: 0, ...options });

const question = { role: 'user', content: 'What is the weather in Paris?' };
const tools = [{ name: 'get_weather', description: 'The weather of a city.', input_schema: city }];

const body = (setting, members = {}) => (
  { model: setting.anthropicModel, max_tokens: 2000, messages: [{ role: 'user', content: 'hello' }], ...members });

const hello = (setting, sdk, members) => sdk.messages.create(body(setting, members));

const assertRefused = (call, kind, status, word) => assert.rejects(call, (error) => {
  assert.ok(error instanceof kind, error.stack);
  assert.equal(error.status, status);
  assert.ok(JSON.stringify(error.error).includes(word), error.message);
  return true;
});

/** Messages, models and refusals of Anthropic. */
export const anthropic = {
  async message(setting) {
    const message = await hello(setting, client(setting));

    assert.match(message.content[0].text, /hello/);
    assert.equal(message.stop_reason, 'end_turn');
    assert.ok(message.usage.input_tokens > 0 && message.usage.output_tokens > 0);
  },

  async message_stream(setting) {
    const stream = client(setting).messages.stream(body(setting));
    const words = [];
    stream.on('text', (word) => words.push(word));

    const message = await stream.finalMessage();

    assert.ok(words.length > 2);
    assert.equal(message.content[0].text, words.join(''));
    assert.equal(message.stop_reason, 'end_turn');
  },

  async message_tools(setting) {
    const sdk = client(setting);
    const asking = await hello(setting, sdk, { messages: [question], tools, tool_choice: { type: 'any' } });
    assert.equal(asking.stop_reason, 'tool_use');
    const [call] = asking.content;
    assert.equal(call.name, 'get_weather');
    assertCity(call.input);

    const result = { type: 'tool_result', tool_use_id: call.id, content: 'sunny, 21 degrees' };
    const messages = [question, { role: 'assistant', content: asking.content }, { role: 'user', content: [result] }];
    const told = await hello(setting, sdk, { messages, tools });
    assert.equal(told.stop_reason, 'end_turn');
    assert.match(told.content[0].text, /sunny/);
  },

  async message_stream_tools(setting) {
    const stream = client(setting).messages.stream(body(setting, { messages: [question], tools, tool_choice: { type: 'any' } }));
    const pieces = [];
    stream.on('inputJson', (piece) => pieces.push(piece));

    const message = await stream.finalMessage();

    assert.ok(pieces.length > 2);
    assertCity(message.content[0].input);
    assert.equal(message.stop_reason, 'tool_use');
  },

  async message_thinking(setting) {
    const events = await collect(hello(setting, client(setting), { stream: true, thinking: { type: 'enabled', budget_tokens: 1024 } }));

    const starts = events.filter((event) => event.type === 'content_block_start').map((event) => event.content_block.type);
    assert.deepEqual(starts, ['thinking', 'text']);
    assert.ok(events.some((event) => event.delta?.type === 'signature_delta'));
  },

  async message_count(setting) {
    const { model, messages } = body(setting);
    const count = await client(setting).messages.countTokens({ model, messages });

    assert.ok(count.input_tokens > 0);
  },

  async anthropic_models(setting) {
    const list = await collect(client(setting).models.list({ limit: 4 }));

    assert.ok(list.length > 4);
    assert.ok(list.every((model) => model.id.startsWith('claude-')));
  },

  async anthropic_model(setting) {
    const model = await client(setting).models.retrieve(setting.anthropicModel);

    assert.ok(model.id.startsWith(setting.anthropicModel));
  },

  async anthropic_wrong_key(setting) {
    const call = hello(setting, client(setting, { apiKey: 'sk-ant-else' }));

    await assertRefused(call, Anthropic.AuthenticationError, 401, setting.anthropicRefusal);
  },

  async anthropic_unknown_model(setting) {
    const sdk = client(setting);

    await assertRefused(hello(setting, sdk, { model: setting.unknownModel }), Anthropic.NotFoundError, 404, 'not_found_error');
    await assertRefused(sdk.models.retrieve(setting.unknownModel), Anthropic.NotFoundError, 404, 'not_found_error');
  },

  async anthropic_missing_tokens(setting) {
    await assertRefused(hello(setting, client(setting), { max_tokens: undefined }), Anthropic.BadRequestError, 400, 'max_tokens');
  },

  async anthropic_rate_limit(setting) {
    await fetch(setting.faults, { method: 'POST', body: '{"fault":"mock-429","next":1}' });

    const message = await hello(setting, client(setting, { maxRetries: 1 }));

    assert.match(message.content[0].text, /hello/);
  },

  async anthropic_overloaded(setting) {
    await assertRefused(hello(setting, client(setting), { model: 'mock-529' }), Anthropic.APIError, 529, 'overloaded_error');
  },
};
