using Broker.AppHost.Embedded.Dashboard.Otlp.Wire;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Broker.AppHost.Embedded.Dashboard.Otlp;

/// <summary>
/// OTLP over gRPC: three services with one method each. The methods are described by hand because a generated one answers
/// a malformed message as if the server had failed.
/// </summary>
/// <param name="intake">Takes in what comes.</param>
internal sealed class OtlpGrpcService(TelemetryIntake intake)
{
    /// <summary>Tells the gRPC server about the methods.</summary>
    internal sealed class Methods : IServiceMethodProvider<OtlpGrpcService>
    {
        /// <inheritdoc/>
        public void OnServiceMethodDiscovery(ServiceMethodProviderContext<OtlpGrpcService> context)
        {
            Add(context, OtlpPaths.TraceService, WireParser.Traces, static (service, export) => service.Intake.Accept(export));
            Add(context, OtlpPaths.LogsService, WireParser.Logs, static (service, export) => service.Intake.Accept(export));
            Add(context, OtlpPaths.MetricsService, WireParser.Metrics, static (service, export) => service.Intake.Accept(export));
        }

        private static void Add<T>(ServiceMethodProviderContext<OtlpGrpcService> context, string service, MessageParser<T> parser, Func<OtlpGrpcService, T, WireExportAnswer> accept)
            where T : class, IMessage<T>
        {
            var method = new Method<T, WireExportAnswer>(MethodType.Unary, service, OtlpPaths.Export, Reading(parser), Writing);
            context.AddUnaryMethod(method, [], (target, export, _) => Task.FromResult(accept(target, export)));
        }
    }

    private static readonly Marshaller<WireExportAnswer> Writing = Marshallers.Create<WireExportAnswer>(
        static (answer, context) => context.Complete(answer.ToByteArray()),
        static _ => throw new NotSupportedException("The dashboard answers; it does not ask."));

    private TelemetryIntake Intake => intake;

    private static Marshaller<T> Reading<T>(MessageParser<T> parser)
        where T : class, IMessage<T> =>
        Marshallers.Create<T>(
            static (_, _) => throw new NotSupportedException("The dashboard answers; it does not ask."),
            context =>
            {
                try
                {
                    return parser.ParseFrom(context.PayloadAsReadOnlySequence());
                }
                catch (InvalidProtocolBufferException)
                {
                    throw new RpcException(new(StatusCode.InvalidArgument, "The message is not the protobuf message that it should be."));
                }
            });
}
