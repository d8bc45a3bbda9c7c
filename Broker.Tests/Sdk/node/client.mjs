import OpenAI from 'openai';

/** The official client, told nothing but an address and a key. */
export const client = ({ baseUrl, key }, options = {}) => new OpenAI({ baseURL: baseUrl, apiKey: key, maxRetries: 0, ...options });

/** All parts of a stream. */
export const collect = async (stream) => {
  const parts = [];
  for await (const part of await stream) {
    parts.push(part);
  }
  return parts;
};
