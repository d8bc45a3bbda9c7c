using System.Globalization;

namespace Broker.Service.Auditing.Verification;

/// <summary>Place of a line.</summary>
/// <param name="File">File name without its folder.</param>
/// <param name="Line">Line number, from 1.</param>
internal readonly record struct LinePlace(string File, long Line)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}, line {Line}");
}
