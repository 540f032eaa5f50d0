/**
 * Types of resources that AWS Config records, sorted: those of the pinned AWS SDK, which a test compares them with. AWS may
 * know more by now. A line of the table is a service, then its resources.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html
 */
export const RECORDABLE_TYPES: readonly string[] = `
ACM Certificate
ACMPCA CertificateAuthority CertificateAuthorityActivation
APS RuleGroupsNamespace
AccessAnalyzer Analyzer
AmazonMQ Broker
Amplify App Branch
ApiGateway Method RestApi Stage UsagePlan
ApiGatewayV2 Api Integration Stage
AppConfig Application ConfigurationProfile DeploymentStrategy Environment Extension ExtensionAssociation
AppConfig HostedConfigurationVersion
AppFlow Flow
AppIntegrations Application EventIntegration
AppMesh GatewayRoute Mesh Route VirtualGateway VirtualNode VirtualRouter VirtualService
AppRunner Service VpcConnector
AppStream AppBlockBuilder Application DirectoryConfig Fleet Stack
AppSync ApiCache GraphQLApi
Athena DataCatalog PreparedStatement WorkGroup
AuditManager Assessment
AutoScaling AutoScalingGroup LaunchConfiguration ScalingPolicy ScheduledAction WarmPool
B2BI Capability
BCMDataExports Export
Backup BackupPlan BackupSelection BackupVault RecoveryPoint ReportPlan RestoreTestingPlan
BackupGateway Hypervisor
Batch ComputeEnvironment JobQueue SchedulingPolicy
Bedrock ApplicationInferenceProfile Guardrail KnowledgeBase Prompt
BedrockAgentCore BrowserCustom Runtime
Budgets BudgetsAction
Cassandra Keyspace
CleanRoomsML TrainingDataset
Cloud9 EnvironmentEC2
CloudFormation GuardHook LambdaHook Stack StackSet
CloudFront Distribution KeyValueStore PublicKey RealtimeLogConfig StreamingDistribution
CloudTrail EventDataStore Trail
CloudWatch Alarm MetricStream
CodeArtifact Domain Repository
CodeBuild Project ReportGroup
CodeDeploy Application DeploymentConfig DeploymentGroup
CodeGuruProfiler ProfilingGroup
CodeGuruReviewer RepositoryAssociation
CodePipeline Pipeline
Cognito IdentityPool UserPool UserPoolClient UserPoolGroup
Comprehend Flywheel
Config AggregationAuthorization ConformancePack ConformancePackCompliance ResourceCompliance StoredQuery
Connect Instance PhoneNumber QuickConnect Rule SecurityProfile User
CustomerProfiles Domain ObjectType
DMS Certificate Endpoint EventSubscription ReplicationSubnetGroup
DataSync Agent LocationEFS LocationFSxLustre LocationFSxWindows LocationHDFS LocationNFS LocationObjectStorage
DataSync LocationS3 LocationSMB Task
Deadline Fleet Monitor QueueFleetAssociation
Detective Graph
DeviceFarm InstanceProfile Project TestGridProject
DynamoDB Table
EC2 CapacityReservation CarrierGateway ClientVpnEndpoint ClientVpnTargetNetworkAssociation CustomerGateway DHCPOptions
EC2 EC2Fleet EIP EIPAssociation EgressOnlyInternetGateway FlowLog Host IPAM IPAMPool IPAMPoolCidr
EC2 IPAMResourceDiscovery IPAMResourceDiscoveryAssociation IPAMScope Instance InstanceConnectEndpoint InternetGateway
EC2 LaunchTemplate NatGateway NetworkAcl NetworkInsightsAccessScope NetworkInsightsAccessScopeAnalysis
EC2 NetworkInsightsAnalysis NetworkInsightsPath NetworkInterface PrefixList RegisteredHAInstance RouteTable
EC2 SecurityGroup SecurityGroupVpcAssociation SnapshotBlockPublicAccess SpotFleet Subnet SubnetCidrBlock
EC2 SubnetNetworkAclAssociation SubnetRouteTableAssociation TrafficMirrorFilter TrafficMirrorSession
EC2 TrafficMirrorTarget TransitGateway TransitGatewayAttachment TransitGatewayConnect TransitGatewayMulticastDomain
EC2 TransitGatewayRouteTable VPC VPCBlockPublicAccessExclusion VPCBlockPublicAccessOptions VPCEndpoint
EC2 VPCEndpointConnectionNotification VPCEndpointService VPCGatewayAttachment VPCPeeringConnection VPNConnection
EC2 VPNConnectionRoute VPNGateway VerifiedAccessInstance Volume
ECR PublicRepository PullThroughCacheRule RegistryPolicy ReplicationConfiguration Repository
ECR RepositoryCreationTemplate
ECS CapacityProvider Cluster Service TaskDefinition TaskSet
EFS AccessPoint FileSystem
EKS Addon Cluster FargateProfile IdentityProviderConfig
EMR SecurityConfiguration Studio
EMRContainers VirtualCluster
EMRServerless Application
ElasticBeanstalk Application ApplicationVersion Environment
ElasticLoadBalancing LoadBalancer
ElasticLoadBalancingV2 Listener LoadBalancer TargetGroup
Elasticsearch Domain
EntityResolution IdMappingWorkflow MatchingWorkflow SchemaMapping
EventSchemas Discoverer Registry RegistryPolicy Schema
Events ApiDestination Archive Connection Endpoint EventBus Rule
Evidently Launch Project Segment
FIS ExperimentTemplate
Forecast Dataset DatasetGroup
FraudDetector EntityType Label Outcome Variable
GameLift Build
GlobalAccelerator Accelerator EndpointGroup Listener
Glue Classifier Database Job MLTransform
Grafana Workspace
GreengrassV2 ComponentVersion
GroundStation Config DataflowEndpointGroup MissionProfile
GuardDuty Detector Filter IPSet MalwareProtectionPlan ThreatIntelSet
HealthLake FHIRDatastore
IAM Group InstanceProfile OIDCProvider Policy Role SAMLProvider ServerCertificate User
IVS Channel PlaybackKeyPair RecordingConfiguration
ImageBuilder ContainerRecipe DistributionConfiguration ImagePipeline ImageRecipe InfrastructureConfiguration
ImageBuilder LifecyclePolicy
InspectorV2 Activation Filter
IoT AccountAuditConfiguration Authorizer CACertificate CustomMetric Dimension DomainConfiguration FleetMetric
IoT JobTemplate MitigationAction Policy ProvisioningTemplate RoleAlias ScheduledAudit SecurityProfile ThingGroup
IoTAnalytics Channel Dataset Datastore Pipeline
IoTCoreDeviceAdvisor SuiteDefinition
IoTEvents AlarmModel DetectorModel Input
IoTSiteWise Asset AssetModel Dashboard Gateway Portal Project
IoTTwinMaker ComponentType Entity Scene SyncJob Workspace
IoTWireless FuotaTask MulticastGroup ServiceProfile
KMS Alias Key
KafkaConnect Connector CustomPlugin
Kendra Index
Kinesis Stream StreamConsumer
KinesisAnalyticsV2 Application
KinesisFirehose DeliveryStream
KinesisVideo SignalingChannel Stream
Lambda CodeSigningConfig Function
Lex Bot BotAlias
Lightsail Bucket Certificate Disk StaticIp
Location APIKey
Logs Destination
LookoutMetrics Alert
LookoutVision Project
M2 Environment
MSK BatchScramSecret Cluster ClusterPolicy Configuration ServerlessCluster VpcConnection
MediaConnect FlowEntitlement FlowSource FlowVpcInterface Gateway
MediaPackage PackagingConfiguration PackagingGroup
MediaPackageV2 Channel OriginEndpoint
MediaTailor LiveSource PlaybackConfiguration
MemoryDB SubnetGroup
NetworkFirewall Firewall FirewallPolicy RuleGroup
NetworkManager ConnectPeer CustomerGatewayAssociation Device GlobalNetwork Link LinkAssociation Site
NetworkManager TransitGatewayPeering TransitGatewayRegistration
OpenSearch Domain
OpenSearchServerless Collection SecurityConfig VpcEndpoint
Organizations OrganizationalUnit
PCAConnectorAD Connector DirectoryRegistration
Panorama Package
Personalize Dataset DatasetGroup Schema Solution
Pinpoint App ApplicationSettings Campaign EmailChannel EmailTemplate EventStream InAppTemplate Segment
QLDB Ledger
QuickSight DataSource Template Theme
RDS DBCluster DBClusterSnapshot DBInstance DBSecurityGroup DBSnapshot DBSubnetGroup EventSubscription GlobalCluster
RDS Integration OptionGroup
RUM AppMonitor
Redshift Cluster ClusterParameterGroup ClusterSecurityGroup ClusterSnapshot ClusterSubnetGroup EndpointAccess
Redshift EndpointAuthorization EventSubscription Integration ScheduledAction
ResilienceHub App ResiliencyPolicy
ResourceExplorer2 Index
RoboMaker RobotApplication RobotApplicationVersion SimulationApplication
RolesAnywhere Profile TrustAnchor
Route53 DNSSEC HostedZone
Route53Profiles Profile ProfileAssociation
Route53RecoveryControl Cluster ControlPanel RoutingControl SafetyRule
Route53RecoveryReadiness Cell ReadinessCheck RecoveryGroup ResourceSet
Route53Resolver FirewallDomainList FirewallRuleGroup FirewallRuleGroupAssociation ResolverEndpoint
Route53Resolver ResolverQueryLoggingConfig ResolverQueryLoggingConfigAssociation ResolverRule ResolverRuleAssociation
S3 AccessGrant AccessGrantsInstance AccessGrantsLocation AccessPoint AccountPublicAccessBlock Bucket
S3 MultiRegionAccessPoint StorageLens StorageLensGroup
S3Express BucketPolicy DirectoryBucket
S3Tables TableBucket TableBucketPolicy
SES ConfigurationSet ContactList DedicatedIpPool MailManagerTrafficPolicy ReceiptFilter ReceiptRuleSet Template
SNS Topic
SQS Queue
SSM AssociationCompliance Document FileData ManagedInstanceInventory PatchCompliance ResourceDataSync
SSMContacts Contact
SSMIncidents ResponsePlan
SageMaker AppImageConfig CodeRepository DataQualityJobDefinition Domain FeatureGroup Image InferenceExperiment
SageMaker MlflowTrackingServer Model ModelBiasJobDefinition ModelExplainabilityJobDefinition ModelQualityJobDefinition
SageMaker NotebookInstanceLifecycleConfig StudioLifecycleConfig UserProfile Workteam
SecretsManager ResourcePolicy RotationSchedule Secret
SecurityHub Standard
ServiceCatalog CloudFormationProduct CloudFormationProvisionedProduct Portfolio
ServiceDiscovery HttpNamespace Instance PublicDnsNamespace Service
Shield Protection
ShieldRegional Protection
Signer SigningProfile
StepFunctions Activity StateMachine
Transfer Agreement Certificate Connector Profile Server Workflow
WAF RateBasedRule Rule RuleGroup WebACL
WAFRegional RateBasedRule Rule RuleGroup WebACL
WAFv2 IPSet ManagedRuleSet RegexPatternSet RuleGroup WebACL
WorkSpaces ConnectionAlias Workspace
XRay EncryptionConfig
`
  .trim()
  .split("\n")
  .flatMap((line) => {
    const [service = "", ...resources] = line.split(" ");
    return resources.map((resource) => `AWS::${service}::${resource}`);
  });

/**
 * Types that AWS Config records the same in every region, unless its settings leave them to one.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
 */
export const GLOBAL_RESOURCE_TYPES: readonly string[] = [
  "AWS::IAM::Group",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::IAM::User",
];

/**
 * Types that AWS Config refuses to record daily, and records continuously wherever all types are recorded.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/select-resources-recording-modes.html
 */
export const NEVER_DAILY: readonly string[] = [
  "AWS::Config::ConfigurationRecorder",
  "AWS::Config::ConformancePackCompliance",
  "AWS::Config::ResourceCompliance",
];
