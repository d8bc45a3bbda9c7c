import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { client } from './client.mjs';

const hello = (sdk, model) => sdk.chat.completions.create({ model, messages: [{ role: 'user', content: 'hello' }] });

const assertRefused = (call, kind, expected) => assert.rejects(call, (error) => {
  assert.ok(error instanceof kind, error.stack);
  for (const [name, value] of Object.entries(expected)) {
    assert.equal(error[name], value);
  }
  return true;
});

/** A client that tries again, and the number of its tries. */
const counted = (setting, maxRetries) => {
  const count = { tries: 0 };
  const sdk = client(setting, { maxRetries, fetch: (...request) => (count.tries++, fetch(...request)) });
  return { sdk, count };
};

/** What goes wrong, and what the SDK makes of it. */
export const errors = {
  async wrong_key(setting) {
    const call = hello(client(setting, { apiKey: 'sk-something-else' }), setting.model);

    await assertRefused(call, OpenAI.AuthenticationError, { code: setting.refusal });
  },

  async unknown_model(setting) {
    const sdk = client(setting);

    await assertRefused(hello(sdk, setting.unknownModel), OpenAI.NotFoundError, { code: 'model_not_found', param: null });
    await assertRefused(sdk.models.retrieve(setting.unknownModel), OpenAI.NotFoundError, { code: 'model_not_found', param: 'model' });
  },

  async missing_model(setting) {
    await assertRefused(hello(client(setting), undefined), OpenAI.BadRequestError, { type: 'invalid_request_error' });
  },

  async rate_limit(setting) {
    await fetch(setting.faults, { method: 'POST', body: '{"fault":"mock-429","next":1}' });
    const { sdk, count } = counted(setting, 2);

    const completion = await hello(sdk, setting.model);

    assert.match(completion.choices[0].message.content, /hello/);
    assert.equal(count.tries, 2);
  },

  async rate_limit_lasting(setting) {
    const { sdk, count } = counted(setting, 1);

    await assertRefused(hello(sdk, 'mock-429'), OpenAI.RateLimitError, { type: 'requests', code: 'rate_limit_exceeded' });

    assert.equal(count.tries, 2);
  },

  async quota(setting) {
    // No retry helps, but the SDK goes by the status alone and tries all the same.
    const { sdk, count } = counted(setting, 1);

    await assertRefused(hello(sdk, 'mock-quota'), OpenAI.RateLimitError, { type: 'insufficient_quota', code: 'insufficient_quota' });

    assert.equal(count.tries, 2);
  },
};
