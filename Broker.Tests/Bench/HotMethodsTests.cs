using System.Reflection;
using System.Text;
using Broker.Bench;
using Broker.Bench.Layout;
using Broker.Bench.Report;
using Broker.Service.Auditing;
using Broker.Tests.Infrastructure;

namespace Broker.Tests.Bench;

/// <summary>The list by which the native broker is laid out.</summary>
public sealed class HotMethodsTests
{
    private const string OwnPrefix = "Broker_Service_";

    [Fact]
    public async Task Samples_OfTwoLoads_GiveTheirMethodsByShareOfEach()
    {
        var methods = new HotMethods("Broker.Service");

        await AddAsync(methods, ["A__Run", "B__Leaf"], ["A__Run"], ["A__Run", "C__Leaf", "C__Leaf"], ["A__Run", "C__Leaf"]);
        await AddAsync(methods, ["A__Run", "B__Leaf"]);

        // A in all, B in a quarter and in all, C in half of one.
        Assert.Equal(["A__Run", "B__Leaf", "C__Leaf"], methods.Names);
    }

    [Fact]
    public async Task Samples_OfTheKernelAndOfTheRuntime_GiveNoMethods()
    {
        var methods = new HotMethods("Broker.Service");

        await methods.AddAsync(
            new StringReader("""
                    ffffffff81 do_syscall_64 ([kernel.kallsyms])
                    7f01 __send (/lib/libc.so.6)
                    5501 RhpNewFast (/opt/broker/Broker.Service)
                    5502 _ZN3WKS7gc_heap3gc1Ev (/opt/broker/Broker.Service)
                    5503 [unknown] (/opt/broker/Broker.Service)
                    5504 Some_Type<System___Canon__Other>__Method_0 (/opt/broker/Broker.Service)

                """),
            Patience.Token);

        Assert.Equal(["Some_Type<System___Canon__Other>__Method_0"], methods.Names);
    }

    [Fact]
    public async Task Samples_WithoutAMethod_AreNoProfile()
    {
        var methods = new HotMethods("Broker.Service");

        await Assert.ThrowsAsync<BenchException>(() => methods.AddAsync(new StringReader("    7f01 __send (/lib/libc.so.6)\n\n"), Patience.Token));

        Assert.Empty(methods.Names);
    }

    [Fact]
    public void List_HeldAgainstTheProgram_NamesMethodsThatAreThere()
    {
        var listed = File.ReadLines(Path.Combine(Documents.Find().Repository, "Broker.Service", "hot-methods.txt"))
            .Where(name => name.StartsWith(OwnPrefix + OwnPrefix, StringComparison.Ordinal))
            .Select(WithoutNumber)
            .Distinct()
            .ToList();
        var existing = typeof(AuditEvent).Assembly.GetTypes().SelectMany(CompiledNames).Select(WithoutNumber).ToHashSet(StringComparer.Ordinal);

        var gone = listed.Where(name => !existing.Contains(name)).ToList();

        Assert.NotEmpty(listed);
        Assert.True(
            gone.Count <= listed.Count / 4,
            $"{gone.Count} of {listed.Count} are gone, so the native broker is laid out by what it was. Write the list anew: dotnet run -c Release --project bench/Broker.Bench -- --layout\n{string.Join('\n', gone)}");
    }

    private static Task AddAsync(HotMethods methods, params string[][] stacks) => methods.AddAsync(
        new StringReader(string.Concat(stacks.Select(stack => string.Concat(stack.Reverse().Select(method => $"    55d0 {method} (/opt/broker/Broker.Service)\n")) + "\n"))),
        Patience.Token);

    private static IEnumerable<string> CompiledNames(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .OfType<MethodBase>()
        .Select(method => $"{OwnPrefix}{Mangled(type.FullName!)}__{Mangled(method.Name)}");

    /// <summary>As the native compiler writes names: letters and digits, and underscores for the rest.</summary>
    private static string Mangled(string name)
    {
        var mangled = new StringBuilder(name);
        for (var i = 0; i < mangled.Length; i++)
        {
            mangled[i] = char.IsAsciiLetterOrDigit(mangled[i]) ? mangled[i] : '_';
        }

        return mangled.ToString();
    }

    // Overloads are numbered.
    private static string WithoutNumber(string name) => name.TrimEnd("0123456789".ToCharArray()) is var rest && rest.EndsWith('_') ? rest[..^1] : name;
}
