{{/* The operator's settings; each is one key of the Settings tree in the config package. */}}
{{- define "routeguard.env" -}}
- name: ROUTEGUARD_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
- name: ROUTEGUARD_POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: ROUTEGUARD_REPLICAS
  value: {{ .Values.replicaCount | quote }}
- name: ROUTEGUARD_WEBHOOK_PORT
  value: {{ .Values.webhook.port | quote }}
- name: ROUTEGUARD_WEBHOOK_SERVICE
  value: {{ include "routeguard.fullname" . }}
- name: ROUTEGUARD_WEBHOOK_CONFIGURATION
  value: {{ include "routeguard.fullname" . }}
- name: ROUTEGUARD_WEBHOOK_CERTS_MODE
  value: {{ .Values.webhook.certs.mode }}
- name: ROUTEGUARD_WEBHOOK_CERTS_SECRET
  value: {{ include "routeguard.certSecret" . }}
{{- with .Values.webhook.certs.hosts }}
- name: ROUTEGUARD_WEBHOOK_HOSTS
  value: {{ join "," . | quote }}
{{- end }}
- name: ROUTEGUARD_SECRETS_READ
  value: {{ .Values.secrets.read | quote }}
- name: ROUTEGUARD_PODS_READ
  value: {{ .Values.pods.read | quote }}
- name: ROUTEGUARD_CONFIG_MAPS_READ
  value: {{ .Values.configMaps.read | quote }}
- name: ROUTEGUARD_ROLLBACK_ENABLED
  value: {{ .Values.rollback.enabled | quote }}
- name: ROUTEGUARD_RECORD_MAX_AGE
  value: {{ .Values.record.maxAge | quote }}
- name: ROUTEGUARD_RECORD_MAX_COUNT
  value: {{ .Values.record.maxCount | quote }}
- name: ROUTEGUARD_RECORD_SWEEP_INTERVAL
  value: {{ .Values.record.sweepInterval | quote }}
- name: QUARKUS_LOG_LEVEL
  value: {{ .Values.logging.level }}
- name: QUARKUS_LOG_CONSOLE_JSON_ENABLED
  value: {{ eq .Values.logging.format "json" | quote }}
{{- end -}}
