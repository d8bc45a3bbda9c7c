namespace Broker.Service.Configuration.Reading;

/// <summary>A value as it was found, before anybody asked whether it is right, together with where it was found.</summary>
internal abstract class RawSetting
{
    private RawSetting(SettingOrigin origin) => Origin = origin;

    /// <summary>Where it was found.</summary>
    public SettingOrigin Origin { get; }

    /// <summary>The value as a problem may show it.</summary>
    public abstract string Shown { get; }

    /// <summary>What it is, for a problem that must not show the value.</summary>
    public abstract string Described { get; }

    /// <summary>A single value.</summary>
    internal sealed class Scalar(RawKind kind, string text, SettingOrigin origin) : RawSetting(origin)
    {
        /// <summary>What it was written as.</summary>
        public RawKind Kind => kind;

        /// <summary>The text of a string, or the spelling of anything else.</summary>
        public string Text => text;

        /// <inheritdoc/>
        public override string Shown => kind is RawKind.Text or RawKind.Untyped ? DisplayText.Quote(text) : DisplayText.Plain(text);

        /// <inheritdoc/>
        public override string Described => kind switch
        {
            RawKind.Text or RawKind.Untyped => text.Length == 0 ? "an empty string" : "a string",
            RawKind.Number => "a number",
            RawKind.Flag => "true or false",
            RawKind.Null => "null",
            _ => throw new InvalidOperationException($"No description for {kind}."),
        };
    }

    /// <summary>A list.</summary>
    internal sealed class List(IReadOnlyList<RawSetting> items, SettingOrigin origin) : RawSetting(origin)
    {
        /// <summary>Its items, in order.</summary>
        public IReadOnlyList<RawSetting> Items => items;

        /// <inheritdoc/>
        public override string Shown => Described;

        /// <inheritdoc/>
        public override string Described => items.Count == 0 ? "an empty list" : "a list";
    }

    /// <summary>An object.</summary>
    internal sealed class Object(IReadOnlyDictionary<string, RawSetting> members, SettingOrigin origin) : RawSetting(origin)
    {
        /// <summary>Its members, by name as written.</summary>
        public IReadOnlyDictionary<string, RawSetting> Members => members;

        /// <inheritdoc/>
        public override string Shown => Described;

        /// <inheritdoc/>
        public override string Described => "an object";
    }
}
