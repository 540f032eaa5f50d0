# Plain Terraform or OpenTofu that calls the module twice: for the organization's trail and for an account's own.
terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

variable "topic_arn" {
  description = "Who is notified."
  type        = string
  default     = "arn:aws:sns:eu-west-1:123456789012:alerts"
}

module "organization_alarms" {
  source = "../cis-alarms"

  log_group_name = "organization-trail"
  topic_arn      = var.topic_arn
}

module "account_alarms" {
  source = "../cis-alarms"

  log_group_name   = "account-trail"
  topic_arn        = var.topic_arn
  name_prefix      = "account-cis-"
  metric_namespace = "AccountCISBenchmark"
}

output "root_login_alarms" {
  description = "The alarms on the root user."
  value       = [module.organization_alarms.alarm_arns.rootLogin, module.account_alarms.alarm_arns.rootLogin]
}
