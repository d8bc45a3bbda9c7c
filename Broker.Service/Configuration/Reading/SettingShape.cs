namespace Broker.Service.Configuration.Reading;

/// <summary>How a key is built up, which decides how environment variables spell it.</summary>
internal enum SettingShape
{
    /// <summary>One value: <c>Broker__KEY</c>.</summary>
    Scalar,

    /// <summary>A list: <c>Broker__KEY__0</c>, <c>Broker__KEY__1</c>, ….</summary>
    List,

    /// <summary>An object with names of the user's choice: <c>Broker__KEY__NAME</c>.</summary>
    Map,

    /// <summary>The <c>secret_source</c> object, whose members are known.</summary>
    SecretSource,
}
