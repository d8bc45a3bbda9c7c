using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Broker.Service.Credentials;

namespace Broker.Tests.Credentials;

/// <summary>What is a key, and that no printed form of one shows it.</summary>
public sealed class SecretTests
{
    private const string Key = "sk-CANARY-0123456789";

    public static TheoryData<string> Unfit =>
    [
        "", " \r\n\t ", "\ufeff", "CANARY\nX-Evil: y", "CANARY\rsk-2", "CANARY sk-2", "CANARY\u00e9", "\ufeff\ufeffCANARY", "CANARY\ufeff",
        "CANARY\0", "CANARY\u007f",
        "Bearer CANARY", "bearer CANARY\r\n", "\"CANARY\"", "'CANARY'\n",
    ];

    [Theory]
    [InlineData(Key + "\n")]
    [InlineData("  \t" + Key + "\r\n\r\n")]
    [InlineData("\ufeff" + Key)]
    [InlineData("\ufeff \n" + Key + "\n")]
    public void TryCreate_SurroundingWhiteSpaceOrAMarkBeforeIt_IsTrimmed(string raw) => Assert.Equal(Key, TestSecret.Create(raw).Reveal());

    [Theory]
    [MemberData(nameof(Unfit))]
    public void TryCreate_C44_WhatIsNoKey_IsRefusedAndNotRepeated(string raw)
    {
        Assert.False(Secret.TryCreate(raw, out var secret, out var problem));
        Assert.Null(secret);
        Assert.NotEmpty(problem);
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
        Assert.All([secret.ToString(), $"{secret}", $"{boxed:N}", string.Concat(secret)], text => Assert.Equal("***", text));
        Assert.Equal("\"***\"", JsonSerializer.Serialize(secret));
        Assert.Equal("""{"Secret":"***","FromCache":false}""", JsonSerializer.Serialize(found));
        Assert.DoesNotContain(Key, new InvalidOperationException($"{found} {secret}").ToString(), StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Secret>("\"sk-1\""));
    }

    [Theory]
    [InlineData(typeof(Secret))]
    [InlineData(typeof(SecretPattern))]
    public void Secret_InADebugger_ShowsThreeStarsAndNoFieldThatHoldsTheKey(Type type)
    {
        Assert.Equal("***", type.GetCustomAttribute<DebuggerDisplayAttribute>()?.Value);
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);
        Assert.NotEmpty(fields);
        Assert.All(
            fields, field => Assert.Equal(DebuggerBrowsableState.Never, field.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State));
        Assert.Empty(type.GetProperties(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public));
    }

    [Fact]
    public void Equals_SameValueTwice_IsIdentityAndHasValueOfTellsTheRestAfterTheEndToo()
    {
        var one = TestSecret.Create(Key);
        var other = TestSecret.Create(Key);
        other.Dispose();
        Assert.NotEqual(one, other);
        Assert.True(one.HasValueOf(other));
        Assert.False(TestSecret.Create(Key + "x").HasValueOf(other));
    }

    [Theory]
    [InlineData("1234567", false)]
    [InlineData("12345678", true)]
    public void CreateScrubber_ShortSecret_IsNotScrubbed(string value, bool scrubs) => Assert.Equal(scrubs, TestSecret.Create(value).CreateScrubber() is not null);
}
