import assert from 'node:assert/strict';
import { client, collect } from './client.mjs';

/** The models there are. */
export const models = {
  async models(setting) {
    const list = await collect(client(setting).models.list());

    assert.ok(list.some((model) => model.id === setting.model));
  },
};
