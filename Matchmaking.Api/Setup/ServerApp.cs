using Matchmaking.Api.Auth;
using Matchmaking.Api.Endpoints;
using Matchmaking.Api.Errors;
using Matchmaking.Api.Events;
using Matchmaking.Api.Http;
using Matchmaking.Api.Idempotency;
using Matchmaking.Api.Imports;
using Matchmaking.Api.Instances;
using Matchmaking.Api.Limits;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Models;
using Matchmaking.Api.OpenApi;
using Matchmaking.Api.Operations;
using Matchmaking.Api.Plans;
using Matchmaking.Api.Plans.Explanations;
using Matchmaking.Api.Plans.Outputs;
using Matchmaking.Api.Plans.Repairs;
using Matchmaking.Api.Resources;
using Matchmaking.Api.SavedSearches;
using Matchmaking.Api.Services;
using Matchmaking.Api.Telemetry;
using Matchmaking.Api.Upkeep;
using Matchmaking.Api.Webhooks;
using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Keys;
using Matchmaking.Core.Taxonomies;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Histories;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Matchmaking.Api.Setup;

/// <summary>The web application, put together: what is used, what stands in front of the endpoints, and the endpoints.</summary>
internal static class ServerApp
{
    /// <summary>Time that requests in flight get after a signal to stop.</summary>
    private static readonly TimeSpan _drain = TimeSpan.FromSeconds(8);

    /// <summary>Threads that build one fund's loss model: further ones would wait for each other's memory.</summary>
    private const int RiskThreadsMost = 4;

    /// <summary>
    /// Settings are read once. Otherwise the whole working folder is watched for other settings files, and so each write of a database in it.
    /// </summary>
    private static readonly string[] _hostArguments = ["--hostBuilder:reloadConfigOnChange=false"];

    /// <param name="settings">What the environment says.</param>
    /// <param name="database">An open database.</param>
    /// <param name="clock">The time; default the system's.</param>
    /// <param name="further">Further services, such as operations of a test's own.</param>
    public static WebApplication Build(Settings settings, IDatabase database, TimeProvider? clock = null, Action<IServiceCollection>? further = null)
    {
        var builder = WebApplication.CreateSlimBuilder(_hostArguments);
        builder.WebHost.UseUrls(settings.Urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimits.Json;
            kestrel.Limits.MaxRequestLineSize = RequestSizeMiddleware.ServerMax;
            kestrel.Limits.MaxRequestHeadersTotalSize = RequestSizeMiddleware.ServerMax;
            kestrel.Limits.MaxRequestHeaderCount = RequestSizeMiddleware.ServerHeadersMax;
            // Who sends a letter a second holds a connection, and with a body a place: for so long and no longer.
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(5));
        });
        builder.Logging.AddEventLog(settings.Log);
        AddServices(builder.Services, database, clock ?? TimeProvider.System);
        AddLimits(builder.Services, settings);
        builder.Services.AddSingleton(settings.Trainer);
        builder.Services.AddTelemetry(settings.Otlp);
        further?.Invoke(builder.Services);
        var app = builder.Build();
        database.Order(app.Services.GetRequiredService<Uuid7Source>());
        database.Observe(app.Services.GetRequiredService<ServiceMetrics>());
        Use(app);
        Map(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, IDatabase database, TimeProvider clock)
    {
        services.Configure<HostOptions>(o => o.ShutdownTimeout = _drain);
        services.AddSingleton(database);
        services.AddSingleton(clock);
        services.AddSingleton<Uuid7Source>();
        services.AddSingleton<IIdSource>(s => s.GetRequiredService<Uuid7Source>());
        services.AddSingleton<Surroundings>();
        services.AddSingleton(Taxonomy.Load());
        services.AddSingleton<FactsFactory>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<TableTrim>();
        services.AddHostedService(s => s.GetRequiredService<TableTrim>());
        services.AddSingleton<InstanceRegistry>();
        services.AddHostedService(s => s.GetRequiredService<InstanceRegistry>());
        services.AddSingleton<Leases>();
        services.AddSingleton<OperationSignals>();
        services.AddSingleton<OperationWorker>();
        services.AddHostedService(s => s.GetRequiredService<OperationWorker>());
        services.AddSingleton<OperationService>();
        services.AddSingleton<OperationEvents>();
        services.AddSingleton<MarketCache>(s => new(s.GetRequiredService<FactsFactory>()));
        services.AddHostedService<MarketUpkeep>();
        services.AddSingleton(new LossModelCache(Math.Min(Environment.ProcessorCount, RiskThreadsMost)));
        services.AddSingleton<BookHistoryCache>(_ => new());
        services.AddSingleton<FundReader>();
        services.AddSingleton<RequestReader>();
        services.AddSingleton<RiskService>();
        services.AddSingleton<ModelRegistry>();
        services.AddSingleton<ModelCatalogue>();
        services.AddSingleton<TrainingSessions>();
        services.AddSingleton<ModelTraining>();
        services.AddSingleton<RankingLists>();
        services.AddSingleton<ReasonText>();
        services.AddSingleton<RankingService>();
        services.AddSingleton<RankingAnswers>(s => new(s.GetRequiredService<RankingService>(), s.GetRequiredService<RankingLists>(), s.GetRequiredService<Surroundings>()));
        services.AddSingleton<FreezeService>();
        services.AddSingleton<MeetingPlanner>();
        services.AddSingleton<PairExplanations>();
        services.AddSingleton<PlanExplanations>();
        services.AddSingleton<PlanDifferences>();
        services.AddSingleton<SeatingPlanner>();
        services.AddSingleton<PlanService>();
        services.AddSingleton<PlanRepairs>();
        services.AddSingleton<PlanOutputReader>();
        services.AddSingleton<ReportService>();
        services.AddSingleton<EventFeed>();
        services.AddSingleton<SecretBox>();
        services.AddSingleton<IHostResolver, DnsResolver>();
        services.AddSingleton<TargetConnector>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<EventSpreader>();
        services.AddSingleton<DeliveryLane>();
        services.AddSingleton<WebhookRounds>();
        services.AddSingleton<WebhookDispatcher>();
        services.AddHostedService(s => s.GetRequiredService<WebhookDispatcher>());
        services.AddSingleton<SavedSearchEvaluator>();
        services.AddHostedService<SavedSearchLoop>();
        services.AddSingleton(BackgroundPace.Standard);
        services.AddSingleton<SheetKinds>();
        services.AddSingleton<IOperationHandler, ImportOperation>();
        services.AddSingleton<IOperationHandler, TrainingOperation>();
        services.AddSingleton<IOperationHandler, PlanOperation>();
        services.ConfigureHttpJsonOptions(o => WireJson.Configure(o.SerializerOptions));
        // The core alone: the full set brings data protection, which writes key files at every start and serves cookies only.
        services.AddWebEncoders();
        services.AddTransient<ApiKeyAuthentication>();
        services.AddAuthenticationCore(o =>
        {
            o.DefaultScheme = ApiKeyAuthentication.SchemeName;
            o.AddScheme<ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        });
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(ApiKeyAuthentication.SchemeName).RequireAuthenticatedUser().Build());
        services.AddOpenApiDocument();
    }

    private static void AddLimits(IServiceCollection services, Settings settings)
    {
        services.AddMetrics();
        services.AddSingleton<LimitMetrics>();
        services.AddSingleton(settings.RateLimits);
        services.AddSingleton(settings.LoadLimits);
        services.AddSingleton(settings.Exposure);
        services.AddSingleton(settings.Webhooks);
        services.AddSingleton(settings.SecretKey ?? new SecretKeySetting(null, settings.DataFolder));
        services.AddSingleton<FailedAuthentications>();
        services.AddSingleton<KeyReader>();
        services.AddSingleton<KeyUses>();
        services.AddHostedService<KeyUseWriter>();
    }

    private static void Use(WebApplication app)
    {
        app.UseMiddleware<StandardHeadersMiddleware>();
        app.UseMiddleware<RequestTelemetryMiddleware>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<RequestSizeMiddleware>();
        app.UseOpenApiPage();
        app.UseRouting();
        app.UseMiddleware<OverloadMiddleware>();
        app.UseAuthentication();
        app.UseMiddleware<KeyLimitsMiddleware>();
        app.UseAuthorization();
    }

    private static void Map(WebApplication app)
    {
        var taxonomy = app.Services.GetRequiredService<Taxonomy>();
        app.MapHealthEndpoints();
        app.MapOpenApiEndpoints();
        var v1 = app.MapGroup("/v1")
            .AddEndpointFilter<RouteGroupBuilder, TimeLimitFilter>()
            .AddEndpointFilter<RouteGroupBuilder, KnownParametersFilter>()
            .AddEndpointFilter<RouteGroupBuilder, IdempotencyFilter>();
        v1.MapTaxonomyEndpoints();
        v1.MapResource(new StartupResource(taxonomy), "Startups", "startup", "startups");
        v1.MapResource(new FinancingRequestResource(taxonomy), "Financing requests", "financing request", "financing requests");
        v1.MapFundEndpoints(taxonomy);
        v1.MapRiskEndpoints();
        v1.MapRankingEndpoints();
        v1.MapSessionEndpoints(taxonomy);
        v1.MapPlanEndpoints();
        v1.MapPlanOutputEndpoints();
        v1.MapPlanExplanationEndpoints();
        v1.MapOutcomeEndpoints();
        v1.MapModelEndpoints();
        v1.MapImportEndpoints();
        v1.MapExportEndpoints();
        v1.MapOperationEndpoints();
        v1.MapEventEndpoints();
        v1.MapWebhookEndpoints();
        v1.MapDeliveryEndpoints();
        v1.MapSavedSearchEndpoints();
        v1.MapKeyEndpoints();
        v1.MapAuditEndpoints();
        foreach (var further in app.Services.GetServices<FurtherEndpoints>())
            further.Map(v1);
    }
}
