import assert from 'node:assert/strict';
import { client, collect } from './client.mjs';
import { assertCity, city } from './schemas.mjs';

const tools = [{ type: 'function', name: 'get_weather', description: 'The weather of a city.', parameters: city, strict: true }];

/** Responses: text, a stream, a function called, a conversation continued, what is stored. */
export const responses = {
  async response(setting) {
    const response = await client(setting).responses.create({ model: setting.model, input: 'hello' });

    assert.match(response.output_text, /hello/);
    assert.equal(response.status, 'completed');
    assert.equal(response.usage.input_tokens + response.usage.output_tokens, response.usage.total_tokens);
  },

  async response_stream(setting) {
    const events = await collect(client(setting).responses.create({ model: setting.model, input: 'hello', stream: true }));

    const words = events.filter((event) => event.type === 'response.output_text.delta').map((event) => event.delta);
    assert.ok(words.length > 2);
    assert.deepEqual(events.map((event) => event.sequence_number), [...events.keys()]);
    const last = events.at(-1);
    assert.equal(last.type, 'response.completed');
    assert.equal(last.response.output[0].content[0].text, words.join(''));
  },

  async response_functions(setting) {
    const sdk = client(setting);
    const input = [{ role: 'user', content: 'What is the weather in Paris?' }];
    const asking = await sdk.responses.create({ model: setting.model, input, tools, tool_choice: 'required' });
    const calls = asking.output.filter((item) => item.type === 'function_call');
    assert.equal(calls.length, 1);
    assert.equal(calls[0].name, 'get_weather');
    assertCity(JSON.parse(calls[0].arguments));

    const output = { type: 'function_call_output', call_id: calls[0].call_id, output: 'sunny, 21 degrees' };
    const told = await sdk.responses.create({ model: setting.model, input: [...input, ...asking.output, output], tools });
    assert.ok(told.output_text.length > 0);
  },

  async response_previous(setting) {
    const sdk = client(setting);
    const first = await sdk.responses.create({ model: setting.model, input: 'hello' });
    const second = await sdk.responses.create({ model: setting.model, input: 'hello', previous_response_id: first.id });

    assert.equal(second.previous_response_id, first.id);
    assert.notEqual(second.id, first.id);
    assert.ok(second.usage.input_tokens > first.usage.input_tokens);
  },

  async response_get(setting) {
    const response = await client(setting).responses.retrieve(setting.keptResponse);

    assert.equal(response.id, setting.keptResponse);
    assert.match(response.output_text, /keep this/);
  },

  async response_delete(setting) {
    // Resolves with nothing: the SDK does not read the body.
    await client(setting).responses.delete(setting.doomedResponse);
  },
};
