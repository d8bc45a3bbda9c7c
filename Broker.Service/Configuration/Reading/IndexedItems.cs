using System.Globalization;

namespace Broker.Service.Configuration.Reading;

/// <summary>The items of one list, as numbered variables hold them: <c>Broker__KEY__0</c>, <c>Broker__KEY__1</c>, ….</summary>
internal sealed class IndexedItems
{
    private readonly SortedList<int, (string Variable, RawSetting Item)> _items = [];

    /// <summary>Takes an item, unless <paramref name="index"/> is no index: digits without leading zeros.</summary>
    /// <param name="index">The last part of the variable's name.</param>
    /// <param name="variable">The variable's name.</param>
    /// <param name="item">What it holds.</param>
    public bool TryAdd(string index, string variable, RawSetting item)
    {
        var isIndex = int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (index.Length == 1 || index[0] != '0');
        return isIndex && _items.TryAdd(number, (variable, item));
    }

    /// <summary>The list, without its gaps.</summary>
    public RawSetting.List ToList()
    {
        var items = _items.Values.Select(entry => entry.Item).ToArray();
        return new(items, SettingOrigin.Of(items.Select(item => item.Origin)));
    }

    /// <summary>The first number that is missing and the variable after it, or null.</summary>
    public (int Missing, string Variable)? Gap()
    {
        for (var number = 0; number < _items.Count; number++)
        {
            if (_items.GetKeyAtIndex(number) != number)
            {
                return (number, _items.GetValueAtIndex(number).Variable);
            }
        }

        return null;
    }
}
