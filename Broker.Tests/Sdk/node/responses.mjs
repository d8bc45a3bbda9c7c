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
};
