import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { client } from './client.mjs';

const messages = [{ role: 'user', content: 'hello' }];

/** What goes wrong, and what the SDK makes of it. */
export const errors = {
  async wrong_key(setting) {
    const sdk = client(setting, { apiKey: 'sk-something-else' });

    await assert.rejects(sdk.chat.completions.create({ model: setting.model, messages }), (error) => {
      assert.ok(error instanceof OpenAI.AuthenticationError);
      // OpenAI's error is an object with a code, the broker's is the code itself.
      assert.equal(error.code ?? error.error, setting.refusal);
      return true;
    });
  },

  async missing_model(setting) {
    await assert.rejects(client(setting).chat.completions.create({ messages }), (error) => {
      assert.ok(error instanceof OpenAI.BadRequestError);
      assert.equal(error.type, 'invalid_request_error');
      assert.match(error.message, /model/);
      return true;
    });
  },
};
