namespace MockProvider.Responses;

/// <summary>The last responses, for those who ask for one again or go on from it. When it is full the oldest goes.</summary>
internal sealed class ResponseStore
{
    private const int Capacity = 1000;
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, StoredResponse> _responses = new(StringComparer.Ordinal);

    /// <summary>Keeps a response; the same request again has the same id and takes the place of the first.</summary>
    public void Keep(StoredResponse response)
    {
        lock (_lock)
        {
            _responses.Remove(response.Body.Id);
            if (_responses.Count == Capacity)
            {
                _responses.RemoveAt(0);
            }

            _responses.Add(response.Body.Id, response);
        }
    }

    public StoredResponse? Find(string id)
    {
        lock (_lock)
        {
            return _responses.GetValueOrDefault(id);
        }
    }

    public bool Remove(string id)
    {
        lock (_lock)
        {
            return _responses.Remove(id);
        }
    }
}
