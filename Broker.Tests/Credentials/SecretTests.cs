using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

public sealed class SecretTests
{
    private const string Key = "sk-CANARY-0123456789";

    [Theory]
    [InlineData(Key + "\n")]
    [InlineData("  \t" + Key + "\r\n\r\n")]
    [InlineData("\ufeff" + Key)]
    [InlineData("\ufeff \n" + Key + "\n")]
    public void TryCreate_SurroundingWhiteSpaceOrAMarkBeforeIt_IsTrimmed(string raw)
    {
        Assert.True(Secret.TryCreate(raw, out var secret, out _));
        Assert.Equal(Key, secret.Reveal());
    }

    [Theory]
    [InlineData("sk-1\nX-Evil: y")]
    [InlineData("sk-1\rsk-2")]
    [InlineData("sk-1 sk-2")]
    [InlineData("sk-\u00e9")]
    [InlineData("\ufeff\ufeffsk-1")]
    [InlineData("sk-1\ufeff")]
    [InlineData("sk-1\0")]
    [InlineData("sk-\u007f")]
    public void TryCreate_C44_CharactersThatAreNoKey_AreRefused(string raw)
    {
        Assert.False(Secret.TryCreate(raw, out var secret, out var problem));
        Assert.Null(secret);
        Assert.Contains("outside ! to ~", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("\ufeff")]
    public void TryCreate_NothingButWhiteSpace_IsRefused(string raw)
    {
        Assert.False(Secret.TryCreate(raw, out _, out var problem));
        Assert.Equal("is empty", problem);
    }

    [Theory]
    [InlineData("Bearer sk-CANARY-key", "begins with Bearer")]
    [InlineData("bearer sk-CANARY-key\r\n", "begins with Bearer")]
    [InlineData("\"sk-CANARY-key\"", "is in quotation marks")]
    [InlineData("'sk-CANARY-key'\n", "is in quotation marks")]
    public void TryCreate_MoreThanTheKey_IsRefusedByName(string raw, string expected)
    {
        Assert.False(Secret.TryCreate(raw, out _, out var problem));
        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TryCreate_LengthAtAndPastTheLimit_IsTakenAndRefused()
    {
        Assert.True(Secret.TryCreate(new string('k', Secret.MaxLength), out _, out _));
        Assert.False(Secret.TryCreate(new string('k', Secret.MaxLength + 1), out _, out var problem));
        Assert.Contains("8192", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_C49_EveryPrintedForm_IsThreeStars()
    {
        var secret = TestSecret.Create(Key);
        object boxed = secret;
        var found = new SecretResult.Found(secret);

        Assert.Equal("***", secret.ToString());
        Assert.Equal("***", $"{secret}");
        Assert.Equal("***", $"{boxed:N}");
        Assert.Equal("***", string.Concat(secret));
        Assert.Equal("\"***\"", JsonSerializer.Serialize(secret));
        Assert.Equal("""{"Secret":"***","FromCache":false}""", JsonSerializer.Serialize(found));
        Assert.Contains("***", found.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, found.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, new InvalidOperationException($"{found} {secret}").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(Secret))]
    [InlineData(typeof(SecretPattern))]
    public void Secret_InADebugger_ShowsThreeStarsAndNoFieldThatHoldsTheKey(Type type)
    {
        Assert.Equal("***", type.GetCustomAttribute<DebuggerDisplayAttribute>()?.Value);
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);
        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.Equal(
            DebuggerBrowsableState.Never, field.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State));
        Assert.Empty(type.GetProperties(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public));
    }

    [Fact]
    public void Secret_InJson_IsNeverRead()
    {
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Secret>("\"sk-1\""));
    }

    [Fact]
    public void Equals_SameValueTwice_IsIdentityAndHasValueOfTellsTheRest()
    {
        var one = TestSecret.Create(Key);
        var other = TestSecret.Create(Key);

        Assert.NotEqual(one, other);
        Assert.True(one.HasValueOf(other));
        Assert.False(one.HasValueOf(TestSecret.Create(Key + "x")));
    }

    [Theory]
    [InlineData("1234567", false)]
    [InlineData("12345678", true)]
    public void CreateScrubber_ShortSecret_IsNotScrubbed(string value, bool scrubs)
    {
        Assert.Equal(scrubs, TestSecret.Create(value).CreateScrubber() is not null);
    }
}
