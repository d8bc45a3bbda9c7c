using System.Globalization;

namespace Broker.Service.Auditing.Verification;

/// <summary>Where a line stands.</summary>
/// <param name="File">Name of the file, without its folder.</param>
/// <param name="Line">Line, from 1.</param>
internal readonly record struct LinePlace(string File, long Line)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}, line {Line}");
}
