import assert from 'node:assert/strict';
import { client, collect } from './client.mjs';

/** The models there are. */
export const models = {
  async models(setting) {
    const list = await collect(client(setting).models.list());

    assert.ok(list.some((model) => model.id === setting.model));
  },

  async model(setting) {
    const model = await client(setting).models.retrieve(setting.model);

    assert.equal(model.id, setting.model);
    assert.ok(model.owned_by.length > 0);
  },
};
