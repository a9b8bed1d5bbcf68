{{/* Name of the chart, at most 63 characters. */}}
{{- define "routeguard.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* Name all objects share; short enough for the longest suffix. */}}
{{- define "routeguard.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 45 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "routeguard.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 45 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 45 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Namespace of the operator. */}}
{{- define "routeguard.namespace" -}}
{{- default .Release.Namespace .Values.namespaceOverride -}}
{{- end -}}

{{- define "routeguard.selectorLabels" -}}
app.kubernetes.io/name: {{ include "routeguard.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels of every object; the user's win where they clash, but never over the selector's. */}}
{{- define "routeguard.labels" -}}
{{- $own := dict
      "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_")
      "app.kubernetes.io/version" .Chart.AppVersion
      "app.kubernetes.io/managed-by" .Release.Service
      "app.kubernetes.io/part-of" "routeguard" -}}
{{- $global := (.Values.global).commonLabels | default dict -}}
{{- $selector := include "routeguard.selectorLabels" . | fromYaml -}}
{{- mergeOverwrite $own $global .Values.commonLabels $selector | toYaml -}}
{{- end -}}

{{/* Without version and chart, which would restart every Pod on each upgrade of the chart. */}}
{{- define "routeguard.podLabels" -}}
{{- $global := (.Values.global).commonLabels | default dict -}}
{{- $selector := include "routeguard.selectorLabels" . | fromYaml -}}
{{- mergeOverwrite (dict) $global .Values.commonLabels .Values.podLabels $selector | toYaml -}}
{{- end -}}

{{- define "routeguard.serviceAccountName" -}}
{{- default (include "routeguard.fullname" .) .Values.serviceAccount.name -}}
{{- end -}}

{{/* Name by which the API server knows the operator. */}}
{{- define "routeguard.username" -}}
{{- printf "system:serviceaccount:%s:%s" (include "routeguard.namespace" .) (include "routeguard.serviceAccountName" .) -}}
{{- end -}}

{{/* "yes" where the chart runs the operator itself; empty where webhook.url says it runs elsewhere. */}}
{{- define "routeguard.inCluster" -}}
{{- if not .Values.webhook.url -}}yes{{- end -}}
{{- end -}}

{{/* Secret that holds the webhook's certificate. */}}
{{- define "routeguard.certSecret" -}}
{{- if eq .Values.webhook.certs.mode "existingSecret" -}}
{{- .Values.webhook.certs.existingSecret.name -}}
{{- else -}}
{{- default (printf "%s-webhook-tls" (include "routeguard.fullname" .)) .Values.webhook.certs.secretName -}}
{{- end -}}
{{- end -}}

{{/* Reference of an image: dict "image" {registry, repository, tag, digest} "root" $. */}}
{{- define "routeguard.image" -}}
{{- $registry := ((.root.Values.global).imageRegistry) | default .image.registry -}}
{{- $repository := ternary .image.repository (printf "%s/%s" $registry .image.repository) (empty $registry) -}}
{{- if .image.digest -}}
{{- printf "%s@%s" $repository .image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default .root.Chart.AppVersion .image.tag) -}}
{{- end -}}
{{- end -}}

{{/* Pull secrets of the parent chart and our own, each a name or an object. */}}
{{- define "routeguard.imagePullSecrets" -}}
{{- $secrets := list -}}
{{- range concat ((.Values.global).imagePullSecrets | default list) .Values.imagePullSecrets -}}
{{- $secrets = append $secrets (dict "name" (ternary . (get (ternary dict . (kindIs "string" .)) "name") (kindIs "string" .))) -}}
{{- end -}}
{{- with $secrets | uniq -}}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end -}}
{{- end -}}

{{/* Binding of one of our ClusterRoles to the operator: dict "suffix" "reader" "root" $. */}}
{{- define "routeguard.clusterRoleBinding" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {{ include "routeguard.fullname" .root }}-{{ .suffix }}
  labels:
    {{- include "routeguard.labels" .root | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: {{ include "routeguard.fullname" .root }}-{{ .suffix }}
subjects:
  {{- include "routeguard.subjects" .root | nindent 2 }}
{{- end -}}

{{- define "routeguard.subjects" -}}
- kind: ServiceAccount
  name: {{ include "routeguard.serviceAccountName" . }}
  namespace: {{ include "routeguard.namespace" . }}
{{- end -}}

{{/* The packs of policies that are installed, each with its mode. */}}
{{- define "routeguard.packs" -}}
{{- if .Values.starterPolicies.enabled }}
{{- range $pack, $own := .Values.starterPolicies.packs }}
{{- if ne $own "Off" }}
{{ $pack }}: {{ default $.Values.starterPolicies.mode $own }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
