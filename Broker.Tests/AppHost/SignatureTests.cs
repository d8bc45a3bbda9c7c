using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Broker.Tests.AppHost;

/// <summary>
/// The embedded engine offers a part of Aspire 13.5.2, under Aspire's own signatures: then <c>AppHost.cs</c> compiles against both.
/// These are the methods it may call, as Aspire declares them; extending the engine means looking the new one up there.
/// </summary>
public sealed class SignatureTests
{
    [Theory]
    [InlineData(typeof(DistributedApplication), "IDistributedApplicationBuilder CreateBuilder(String[] args)")]
    [InlineData(typeof(DistributedApplication), "Void Run()")]
    [InlineData(typeof(DistributedApplication), "Task RunAsync(CancellationToken cancellationToken = )")]
    [InlineData(typeof(IDistributedApplicationBuilder), "DistributedApplication Build()")]
    [InlineData(typeof(IDistributedApplicationBuilder), "IResourceBuilder<T> AddResource(T resource)")]
    [InlineData(typeof(ProjectResourceBuilderExtensions), "IResourceBuilder<ProjectResource> AddProject(IDistributedApplicationBuilder builder, String name)")]
    [InlineData(typeof(ParameterResourceBuilderExtensions), "IResourceBuilder<ParameterResource> AddParameter(IDistributedApplicationBuilder builder, String name, Boolean secret = False)")]
    [InlineData(typeof(ParameterResourceBuilderExtensions), "IResourceBuilder<ParameterResource> AddParameter(IDistributedApplicationBuilder builder, String name, String value, Boolean publishValueAsDefault = False, Boolean secret = False)")]
    [InlineData(typeof(ResourceBuilderExtensions), "IResourceBuilder<T> WithEnvironment(IResourceBuilder<T> builder, String name, String value)")]
    [InlineData(typeof(ResourceBuilderExtensions), "IResourceBuilder<T> WithEnvironment(IResourceBuilder<T> builder, String name, IResourceBuilder<ParameterResource> parameter)")]
    [InlineData(typeof(ResourceBuilderExtensions), "IResourceBuilder<T> WithEnvironment(IResourceBuilder<T> builder, String name, EndpointReference endpointReference)")]
    [InlineData(typeof(ResourceBuilderExtensions), "IResourceBuilder<T> WithExplicitStart(IResourceBuilder<T> builder)")]
    [InlineData(typeof(ResourceBuilderExtensions), "IResourceBuilder<TDestination> WithReference(IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)")]
    [InlineData(typeof(ResourceBuilderExtensions), "IResourceBuilder<T> WithHttpEndpoint(IResourceBuilder<T> builder, Nullable<Int32> port = , Nullable<Int32> targetPort = , String name = , String env = , Nullable<Boolean> isProxied = )")]
    [InlineData(typeof(ResourceBuilderExtensions), "EndpointReference GetEndpoint(IResourceBuilder<T> builder, String name)")]
    [InlineData(typeof(ResourceBuilderExtensions), "IResourceBuilder<T> WaitFor(IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)")]
    [InlineData(typeof(ResourceBuilderExtensions), "IResourceBuilder<T> WithHttpHealthCheck(IResourceBuilder<T> builder, String path = , Nullable<Int32> statusCode = , String endpointName = )")]
    [InlineData(typeof(ResourceBuilderExtensions), "IResourceBuilder<TResource> WithHttpCommand(IResourceBuilder<TResource> builder, String path, String displayName, String endpointName = , String commandName = , HttpCommandOptions commandOptions = )")]
    [InlineData(typeof(CommandResults), "ExecuteCommandResult Success()")]
    [InlineData(typeof(CommandResults), "ExecuteCommandResult Success(String message, String result, CommandResultFormat resultFormat, Boolean displayImmediately)")]
    [InlineData(typeof(CommandResults), "ExecuteCommandResult Failure(String errorMessage = )")]
    [InlineData(typeof(CommandResults), "ExecuteCommandResult Failure(String errorMessage, String result, CommandResultFormat resultFormat = Text)")]
    public void Method_OfTheEngine_IsDeclaredAsInAspire(Type type, string signature) => Assert.Contains(signature, SignaturesOf(type));

    [Theory]
    [InlineData(typeof(DistributedApplication), 3)]
    [InlineData(typeof(IDistributedApplicationBuilder), 2)]
    [InlineData(typeof(ProjectResourceBuilderExtensions), 1)]
    [InlineData(typeof(ParameterResourceBuilderExtensions), 2)]
    [InlineData(typeof(ResourceBuilderExtensions), 10)]
    [InlineData(typeof(CommandResults), 4)]
    public void Engine_OffersNothingThatIsNotListedAbove(Type type, int methods) => Assert.Equal(methods, SignaturesOf(type).Count);

    private static List<string> SignaturesOf(Type type) =>
    [
        .. type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName)
            .Select(method => $"{NameOf(method.ReturnType)} {method.Name}({string.Join(", ", method.GetParameters().Select(Describe))})"),
    ];

    private static string Describe(ParameterInfo parameter) =>
        $"{NameOf(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {DefaultOf(parameter)}" : "")}";

    private static object? DefaultOf(ParameterInfo parameter) =>
        parameter.ParameterType.IsEnum ? Enum.ToObject(parameter.ParameterType, parameter.DefaultValue!) : parameter.DefaultValue;

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
