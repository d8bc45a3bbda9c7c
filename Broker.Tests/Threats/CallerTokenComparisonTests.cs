using System.Reflection;
using System.Reflection.Emit;
using System.Security.Cryptography;
using System.Text;
using Broker.Service.Configuration;
using Broker.Service.Policy;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Threats;

/// <summary>C16: what is compared, and by what. How long it takes is for the benchmark to say.</summary>
public class CallerTokenComparisonTests
{
    [Fact]
    public void C16_Token_Wherever_IsComparedAsDigestsInFixedTime()
    {
        var called = Calls(typeof(Caller)).Concat(Calls(typeof(CallerDirectory))).ToArray();

        Assert.Contains(called, method => method.DeclaringType == typeof(CryptographicOperations) && method.Name == nameof(CryptographicOperations.FixedTimeEquals));
        Assert.Contains(called, method => method.DeclaringType == typeof(SHA256) && method.Name == nameof(SHA256.HashData));
        Assert.DoesNotContain(called, method => method.Name is "Equals" or "op_Equality" or "SequenceEqual" or "Compare" or "CompareOrdinal" or "StartsWith");
    }

    [Fact]
    public void C16_Token_OnceRead_IsKeptAsADigestAlone()
    {
        var caller = Create(RunningBroker.Token);

        var kept = caller.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Select(field => field.GetValue(caller)).ToArray();

        var digests = Assert.Single(kept.OfType<byte[][]>());
        Assert.Equal([SHA256.HashData(Encoding.ASCII.GetBytes(RunningBroker.Token))], digests);
        Assert.DoesNotContain(kept, value => value is string { Length: > 0 });
    }

    private static Caller Create(string token) =>
        Caller.Create(new CallerSettings("TOKEN"), new TestEnvironment { ["TOKEN"] = token });

    [Theory]
    [InlineData("")]
    [InlineData(" and as much more as makes it longer than what is looked at on the stack: 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789")]
    public void C16_Token_WrongAnywhere_IsNotAccepted(string more)
    {
        var token = RunningBroker.Token + more;
        var callers = new CallerDirectory([Create(token)]);

        Assert.All(
            ["x" + token[1..], token[..^1] + "x", token[..^1], token + token[^1], ""],
            wrong => Assert.Null(callers.Find(wrong)));
        Assert.NotNull(callers.Find(token));
    }

    /// <summary>The methods that a type's own code calls, as its instructions name them.</summary>
    private static IEnumerable<MethodBase> Calls(Type type)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var method in type.GetMethods(Own))
        {
            var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
            for (var at = 0; at + 4 < code.Length; at++)
            {
                if ((code[at] == OpCodes.Call.Value || code[at] == OpCodes.Callvirt.Value)
                    && TryResolve(type.Module, BitConverter.ToInt32(code, at + 1)) is { } called)
                {
                    yield return called;
                }
            }
        }
    }

    /// <summary>Null where the bytes only look like a call.</summary>
    private static MethodBase? TryResolve(Module module, int token)
    {
        try
        {
            return module.ResolveMethod(token);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
